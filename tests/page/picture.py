"""Makes the picture of the documentation: picture.py REPORT OUT.png [HEIGHT]. The page from its top, 1100 points wide."""
import base64
import pathlib
import sys

import check

driver = check.browser(1100, int(sys.argv[3]) if len(sys.argv) > 3 else 1500, scheme="light")
check.opened(driver)
shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
pathlib.Path(sys.argv[2]).write_bytes(base64.b64decode(shot["data"]))
driver.quit()
