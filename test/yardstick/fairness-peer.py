"""Fairlearn and scikit-learn on the tables that come on stdin, for fairness.yardstick.ts.

One JSON object: {"tables": [{"label": [0, 1, ...], "prediction": [...], "groups": [[...], ...]}, ...]}; the answer on
stdout has one object for each table. What is no number is null.
"""
import json
import math
import sys
import warnings

import fairlearn
import pandas
from fairlearn import metrics as fair
from sklearn import metrics as plain

warnings.filterwarnings("ignore")


def by_prediction(row, column):
    return lambda y_true, y_pred: plain.confusion_matrix(y_true, y_pred, labels=[0, 1], normalize="pred")[row][column]


METRICS = {
    "selectionRate": fair.selection_rate,
    "accuracy": plain.accuracy_score,
    "balancedAccuracy": plain.balanced_accuracy_score,
    "truePositiveRate": fair.true_positive_rate,
    "falsePositiveRate": fair.false_positive_rate,
    "trueNegativeRate": fair.true_negative_rate,
    "falseNegativeRate": fair.false_negative_rate,
    "positivePredictiveValue": lambda y, p: plain.precision_score(y, p, zero_division=0),
    "negativePredictiveValue": lambda y, p: plain.precision_score(y, p, pos_label=0, zero_division=0),
    "falseDiscoveryRate": by_prediction(0, 1),
    "falseOmissionRate": by_prediction(1, 0),
    "prevalence": lambda y, p: fair.selection_rate(p, y),
    "f1": lambda y, p: plain.f1_score(y, p, zero_division=0),
}


def number(value):
    return None if math.isnan(value) else float(value)


def parities(label, prediction, groups, method):
    common = {"sensitive_features": groups, "method": method}
    answer = {}
    for name, difference, ratio in [
        ("demographicParity", fair.demographic_parity_difference, fair.demographic_parity_ratio),
        ("equalOpportunity", fair.equal_opportunity_difference, fair.equal_opportunity_ratio),
    ]:
        answer[name] = {"difference": number(difference(label, prediction, **common)), "ratio": number(ratio(label, prediction, **common))}
    answer["equalizedOdds"] = {
        key: {
            "difference": number(fair.equalized_odds_difference(label, prediction, agg=agg, **common)),
            "ratio": number(fair.equalized_odds_ratio(label, prediction, agg=agg, **common)),
        }
        for key, agg in [("worstCase", "worst_case"), ("mean", "mean")]
    }
    return answer


def measure(table):
    label = pandas.Series(table["label"])
    prediction = pandas.Series(table["prediction"])
    groups = pandas.DataFrame({f"group_{place}": values for place, values in enumerate(table["groups"])})
    frame = fair.MetricFrame(metrics=METRICS, y_true=label, y_pred=prediction, sensitive_features=groups)
    cells = []
    for values, row in frame.by_group.iterrows():
        if row.isna().all():
            continue
        cells.append({"values": list(values) if isinstance(values, tuple) else [values], "metrics": {name: number(row[name]) for name in METRICS}})
    methods = {"betweenGroups": "between_groups", "toWhole": "to_overall"}
    compared = {}
    for key, method in methods.items():
        difference = frame.difference(method=method)
        ratio = frame.ratio(method=method)
        compared[key] = {name: {"difference": number(difference[name]), "ratio": number(ratio[name])} for name in METRICS}
    return {
        "cells": cells,
        "whole": {name: number(frame.overall[name]) for name in METRICS},
        "metrics": compared,
        "parities": {key: parities(label, prediction, groups, method) for key, method in methods.items()},
    }


tables = json.load(sys.stdin)["tables"]
json.dump({"version": fairlearn.__version__, "tables": [measure(table) for table in tables]}, sys.stdout)
