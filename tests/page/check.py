"""Reads a report in headless Chromium and checks what a reader would notice: check.py REPORT.

The report is that of articles.jsonl, one of which means harm. Prints one line for each check and closes with the counts.
"""
import pathlib
import re
import sys
import time
import traceback

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

PAGE = pathlib.Path(sys.argv[1]).resolve().as_uri()
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def browser(width=1200, height=900, script=True, **media):
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    if media:
        features = [{"name": "prefers-color-scheme", "value": media["scheme"]}] if "scheme" in media else []
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media.get("media", ""), "features": features})
    if not script:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return driver


def visible(driver):
    """The statements that are shown."""
    return [one for one in driver.find_elements(By.CSS_SELECTOR, "#list .s") if one.is_displayed()]


def opened(driver, place=""):
    driver.get("about:blank")
    driver.get(PAGE + place)
    return driver


def found(driver):
    return driver.find_element(By.ID, "found").text


def press(driver, element):
    """Clicks where the element is, clear of the menu that stays on top."""
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()
    time.sleep(0.15)


@check
def the_page_loads_nothing_and_complains_of_nothing(driver):
    opened(driver)
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert driver.get_log("browser") == []


@check
def hostile_words_are_shown_and_do_nothing(driver):
    opened(driver, "#q:o=" + driver_outlet(opened(driver)))
    time.sleep(0.3)
    assert driver.execute_script("return window.pwned") is None
    counts = driver.execute_script(
        "return ['script','img','iframe','object','embed','base','link','video','audio'].map((name) => document.getElementsByTagName(name).length)")
    assert counts == [1, 0, 0, 0, 0, 0, 0, 0, 0], counts
    handlers = driver.execute_script(
        "return [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]).filter((a) => /^on|^style$|^src/.test(a.name)).length")
    assert handlers == 0, handlers
    away = driver.execute_script("return [...document.querySelectorAll('[href]')].filter((a) => !a.getAttribute('href').startsWith('#')).length")
    assert away == 0, away
    words = " ".join(one.text for one in visible(driver))
    for piece in ("<script>window.pwned=1</script>", "</script><script>window.pwned=3</script>", "javascript:window.pwned=5", "]]>", "&lt;script&gt;"):
        assert piece in words, piece
    for one in driver.find_elements(By.CSS_SELECTOR, "#list mark, #list b")[:80]:
        driver.execute_script("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", one)
    assert driver.execute_script("return window.pwned") is None
    assert driver.title == "Who speaks how of whom", driver.title
    assert driver.get_log("browser") == []


def driver_outlet(driver):
    """The choice of the hostile outlet."""
    options = Select(driver.find_element(By.ID, "f-o")).options
    return next(one.get_attribute("value") for one in options if "onerror" in one.get_attribute("textContent"))


@check
def a_cell_leads_to_its_statements(driver):
    opened(driver)
    link = driver.find_element(By.CSS_SELECTOR, ".heat td a")
    n = int(re.search(r"n (\d+)", link.text).group(1))
    press(driver, link)
    assert found(driver).startswith(f"{n} statement"), (n, found(driver))
    shown = visible(driver)
    assert len(shown) == n, (len(shown), n)
    row = driver.find_element(By.CSS_SELECTOR, ".heat tbody tr th").text.splitlines()[0]
    assert all(row in one.find_element(By.TAG_NAME, "h3").text for one in shown)
    assert all(one.find_element(By.CSS_SELECTOR, "mark.st").is_displayed() for one in shown)
    top = driver.find_element(By.ID, "found").rect["y"] - driver.execute_script("return scrollY")
    assert 0 <= top < 200, top
    assert driver.switch_to.active_element.get_attribute("id") == "found"
    driver.back()
    time.sleep(0.2)
    assert driver.execute_script("return location.hash") == ""


@check
def every_number_behind_a_link_has_as_many_statements(driver):
    opened(driver)
    for details in driver.find_elements(By.CSS_SELECTOR, "section:not(#statements) details"):
        driver.execute_script("arguments[0].open = true", details)
    links = driver.find_elements(By.CSS_SELECTOR, "#pairs-all td.num a, #time td.num a")
    expected = [(one.get_attribute("data-q"), int(one.text)) for one in links]
    assert expected
    for query, n in expected[:40]:
        driver.execute_script("location.hash = arguments[0]", "q:" + query)
        time.sleep(0.03)
        held = driver.execute_script("return document.querySelectorAll('#list .article:not([hidden]) .s:not([hidden]) .ev > li:not(.off)').length")
        assert held == n, (query, held, n)


@check
def filters_work_together_and_are_taken_back(driver):
    opened(driver)
    everything = int(re.match(r"\d+", found(driver)).group())
    Select(driver.find_element(By.ID, "f-t")).select_by_visible_text("unfavorable")
    time.sleep(0.1)
    some = len(visible(driver))
    assert 0 < some < everything
    for one in visible(driver):
        assert any("unfavorable" in row.text for row in one.find_elements(By.CSS_SELECTOR, ".ev > li:not(.off)"))
    driver.execute_script("const c = document.getElementById('f-from'); c.value = '2031-05-01'; c.dispatchEvent(new Event('input', {bubbles: true}))")
    time.sleep(0.1)
    fewer = len(visible(driver))
    assert 0 < fewer < some
    days = driver.execute_script("return [...document.querySelectorAll('.article:not([hidden])')].map((one) => one.dataset.d)")
    assert min(days) >= "2031-05-01", days
    press(driver, driver.find_element(By.ID, "f-clear"))
    assert found(driver).startswith(f"{everything} statements in"), found(driver)
    assert driver.find_element(By.ID, "found").get_attribute("role") == "status"


@check
def a_search_can_be_kept_as_an_address(driver):
    opened(driver, "#q:t=f&c=1")
    time.sleep(0.1)
    assert "stance favorable" in found(driver) and "counted" in found(driver), found(driver)
    assert Select(driver.find_element(By.ID, "f-t")).first_selected_option.text == "favorable"
    opened(driver, "#q:s=<img src=x onerror=window.pwned=13>&t=zzz")
    time.sleep(0.1)
    assert driver.execute_script("return window.pwned") is None
    assert driver.execute_script("return document.images.length") == 0


@check
def tables_sort_both_ways(driver):
    opened(driver)
    driver.execute_script("document.querySelector('#pairs-all details').open = true")
    head = driver.find_element(By.XPATH, "//section[@id='pairs-all']//th[button[starts-with(., 'Mean')]]")
    for order, sign in (("descending", -1), ("ascending", 1)):
        press(driver, head.find_element(By.TAG_NAME, "button"))
        assert head.get_attribute("aria-sort") == order
        cells = driver.execute_script("return [...document.querySelectorAll('#pairs-all tbody tr')].map((row) => row.cells[5].dataset.v)")
        filled = [float(cell) for cell in cells if cell]
        assert filled == sorted(filled, key=lambda value: sign * value)
        assert [cell for cell in cells if not cell] == cells[len(filled):], "what is missing is last"


@check
def it_can_be_read_by_keyboard(driver):
    opened(driver)
    body = driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    first = driver.switch_to.active_element
    assert first.text == "Skip to the statements" and first.rect["x"] >= 0
    first.send_keys(Keys.ENTER)
    assert driver.execute_script("return location.hash") == "#statements"
    opened(driver)
    cell = driver.find_element(By.CSS_SELECTOR, ".heat td a")
    driver.execute_script("arguments[0].focus()", cell)
    cell.send_keys(Keys.ENTER)
    time.sleep(0.2)
    assert visible(driver)
    driver.switch_to.active_element.send_keys(Keys.TAB)
    now = driver.switch_to.active_element
    assert now.tag_name == "summary", now.tag_name
    outline = driver.execute_script("return getComputedStyle(arguments[0]).outlineStyle", now)
    assert outline != "none", outline


@check
def a_screen_reader_finds_its_way(driver):
    opened(driver)
    wrong = driver.execute_script("""
        const all = (query) => [...document.querySelectorAll(query)], wrong = [];
        if (document.documentElement.lang !== 'en') wrong.push('language');
        all('th').filter((one) => !one.scope).forEach((one) => wrong.push('th ' + one.textContent));
        all('table').filter((one) => !one.caption).forEach(() => wrong.push('a table without a caption'));
        all('svg').filter((one) => !one.getAttribute('aria-label')).forEach(() => wrong.push('a drawing without a name'));
        all('svg a').filter((one) => !one.getAttribute('aria-label')).forEach(() => wrong.push('a mark without a name'));
        all('input, select').filter((one) => !one.labels.length).forEach((one) => wrong.push('no label ' + one.id));
        all('section').filter((one) => !document.getElementById(one.getAttribute('aria-labelledby'))).forEach((one) => wrong.push(one.id));
        all('a').filter((one) => !(one.textContent.trim() || one.getAttribute('aria-label'))).forEach((one) => wrong.push('empty link'));
        const ids = all('[id]').map((one) => one.id);
        if (new Set(ids).size !== ids.length) wrong.push('an id twice');
        let level = 0;
        for (const one of all('h1, h2, h3')) { const next = +one.tagName[1]; if (next > level + 1) wrong.push(one.textContent); level = next; }
        return wrong;""")
    assert wrong == [], wrong


CONTRAST = """
    const parse = (text) => text.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
    const ground = (one) => { for (; one; one = one.parentElement) { const c = parse(getComputedStyle(one).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
    const low = [];
    for (const one of document.querySelectorAll('.key li, .heat td b, .heat td span, p, .meta, a, th, .flag, .ev span, mark, figcaption, summary')) {
        if (!one.offsetParent || !one.textContent.trim()) continue;
        const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        if (ratio < 4.5) low.push(one.className + ' ' + one.tagName + ' ' + one.textContent.slice(0, 30) + ' ' + ratio.toFixed(2));
    }
    return low;"""


@check
def words_stand_out_in_light_and_dark(_):
    grounds = set()
    for scheme in ("light", "dark"):
        driver = browser(scheme=scheme)
        try:
            opened(driver, "#q:c=1")
            time.sleep(0.2)
            low = driver.execute_script(CONTRAST)
            assert low == [], (scheme, low[:5])
            grounds.add(driver.execute_script("return getComputedStyle(document.body).backgroundColor"))
        finally:
            driver.quit()
    assert len(grounds) == 2


@check
def it_fits_a_telephone(_):
    driver = browser(390, 800)
    try:
        opened(driver, "#q:c=1")
        assert driver.execute_script("return document.documentElement.scrollWidth") <= 390
        assert visible(driver)
    finally:
        driver.quit()


@check
def without_its_script_it_can_be_read(_):
    driver = browser(script=False)
    try:
        opened(driver)
        assert not driver.find_element(By.ID, "filters").is_displayed()
        driver.find_element(By.CSS_SELECTOR, ".heat td a").send_keys(Keys.ENTER)
        time.sleep(0.3)
        target = driver.current_url.split("#")[1]
        row = driver.find_element(By.ID, target)
        assert row.is_displayed(), "the row of the pair is opened"
        number = row.find_element(By.CSS_SELECTOR, ".refs a")
        place = number.get_attribute("href").split("#")[1]
        number.send_keys(Keys.ENTER)
        time.sleep(0.3)
        statement = driver.find_element(By.ID, place)
        assert statement.is_displayed() and statement.find_element(By.CSS_SELECTOR, "mark.st").text
    finally:
        driver.quit()


@check
def on_paper_the_controls_are_gone(_):
    driver = browser(media="print")
    try:
        opened(driver)
        assert not driver.find_element(By.TAG_NAME, "nav").is_displayed()
        assert not driver.find_element(By.ID, "filters").is_displayed()
        assert driver.find_element(By.CSS_SELECTOR, ".heat td a").is_displayed()
    finally:
        driver.quit()


def main():
    driver, failed = browser(), 0
    try:
        for function in CHECKS:
            try:
                function(driver)
                print("ok    ", function.__name__.replace("_", " "))
            except Exception:
                failed += 1
                print("FAILED", function.__name__.replace("_", " "))
                traceback.print_exc(limit=2)
    finally:
        driver.quit()
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
