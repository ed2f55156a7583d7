"""Holds what `standpoint export --format label-studio --out DIR` wrote against Label Studio's own checks.

    python tests/reference/label_studio.py DIR [BACK]

Needs label-studio-sdk. With BACK the tasks are written there as Label Studio exports them, each with an annotation that is the
prediction with its first stance changed to `mixed`: `standpoint import BACK` takes one correction of each such task.
"""

import copy
import json
import sys
from pathlib import Path

from label_studio_sdk.label_interface import LabelInterface


def annotated(number, task):
    """The task as it comes back, and whether a stance was changed."""
    result = copy.deepcopy(task["predictions"][0]["result"])
    for item in result:
        if item["type"] != "relation":
            item["origin"] = "prediction"
    stances = [item for item in result if item.get("from_name") == "stance" and item["value"]["choices"] != ["mixed"]]
    for item in stances[:1]:
        item["value"]["choices"], item["origin"] = ["mixed"], "prediction-changed"
    time = "2026-03-02T10:05:00.000000Z"
    annotation = {
        "id": number, "completed_by": 1, "result": result, "was_cancelled": False, "ground_truth": False,
        "created_at": time, "updated_at": time, "draft_created_at": None, "lead_time": 61.2, "prediction": {},
        "result_count": len(result), "unique_id": str(number), "last_action": None, "task": number, "project": 1,
        "updated_by": 1, "parent_prediction": number, "parent_annotation": None,
    }  # fmt: skip
    exported = {
        "id": number, "annotations": [annotation], "file_upload": "tasks.json", "drafts": [], "predictions": [number],
        "data": task["data"], "meta": {}, "created_at": time, "updated_at": time, "inner_id": number,
        "total_annotations": 1, "cancelled_annotations": 0, "total_predictions": 1, "project": 1, "updated_by": 1,
    }  # fmt: skip
    return exported, bool(stances)


def main():
    folder = Path(sys.argv[1])
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    interface = LabelInterface((folder / "config.xml").read_text(encoding="utf-8"))
    interface.validate()
    items = 0
    for task in tasks:
        # The prediction apart: `validate_task` of version 2.1.2 asks for it without handing it on.
        assert interface.validate_task({"data": task["data"]})
        for prediction in task["predictions"]:
            errors = interface.validate_prediction(prediction, return_errors=True)
            assert errors == [], errors
            items += len(prediction["result"])
            for item in prediction["result"]:
                if item["type"] in ("labels", "choices"):
                    value = item["value"]
                    assert task["data"]["text"][value["start"] : value["end"]] == value["text"], item
    print(f"{len(tasks)} tasks, {items} items of predictions")
    if len(sys.argv) > 2:
        back = [annotated(number, task) for number, task in enumerate(tasks, 1)]
        assert all(interface.validate_annotation(exported["annotations"][0]) for exported, _ in back)
        exported = json.dumps([exported for exported, _ in back], ensure_ascii=False)
        Path(sys.argv[2]).write_text(exported, encoding="utf-8")
        print(f"{sum(changed for _, changed in back)} stances changed")


main()
