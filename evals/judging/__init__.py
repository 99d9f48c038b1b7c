"""The judge, which is optional: a model asked whether claims are supported and facts are told.

It is measured against people by `brief calibrate --judge`, and stands beside the scores that ask
no model, never in their place.
"""

from evals.judging.judge import Judge, JudgeOut
from evals.judging.making import make_judge
from evals.judging.questions import Answer, Material, Question, Unanswered

__all__ = ["Answer", "Judge", "JudgeOut", "Material", "Question", "Unanswered", "make_judge"]
