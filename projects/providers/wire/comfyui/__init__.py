"""ComfyUI, on a machine of one's own: it is given a workflow, and has files when that is done.

`prompts.py` orders one and asks after it, `history.py` reads what has come of it, `workflow.py`
fills it in, and `listening.py` hears how far it is.
"""
