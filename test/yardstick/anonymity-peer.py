"""pyCANON on the releases that come on stdin, for anonymity.yardstick.ts.

One JSON object: {"releases": [{"file": "rows.csv", "quasi": [...], "sensitive": [...], "numbers": [...]}, ...]}. The files
hold no suppressed row; columns under "numbers" are numbers, all others text. The answer on stdout has one object for each.

pyCANON tells the l of entropy l-diversity as a whole number, and its recursive (c, l) sorts the counts of a class upwards,
where the definition (Machanavajjhala and others, 2007) takes the most frequent value first. So both are also computed
here by their definitions, on the classes that pyCANON finds.
"""
import importlib.metadata
import json
import math
import sys
import warnings

import pandas
from pycanon import anonymity
from pycanon.anonymity.utils import aux_anonymity

warnings.filterwarnings("ignore")


def entropy(counts):
    rows = sum(counts)
    return math.exp(-sum(n / rows * math.log(n / rows) for n in counts))


def recursive(counts, l):
    """The c that the class stays below; beyond all bounds with fewer than l values."""
    rest = sum(counts[l - 1 :])
    return counts[0] / rest if rest else 1e300


def measure(release):
    data = pandas.read_csv(release["file"], dtype=str, keep_default_na=False)
    for column in release["numbers"]:
        data[column] = pandas.to_numeric(data[column])
    quasi = release["quasi"]
    classes = aux_anonymity.get_equiv_class(data, quasi)
    columns = {}
    for column in release["sensitive"]:
        counts = [sorted(data[column].iloc[rows].value_counts().tolist(), reverse=True) for rows in classes]
        columns[column] = {
            "distinct": int(anonymity.l_diversity(data, quasi, [column])),
            "entropyFloor": int(anonymity.entropy_l_diversity(data, quasi, [column])),
            "entropy": min(entropy(one) for one in counts),
            "recursive3": max(recursive(one, 3) for one in counts),
            "closeness": float(anonymity.t_closeness(data, quasi, [column])),
        }
    return {"rows": len(data), "classes": len(classes), "k": int(anonymity.k_anonymity(data, quasi)), "columns": columns}


releases = json.load(sys.stdin)["releases"]
json.dump({"version": importlib.metadata.version("pycanon"), "releases": [measure(release) for release in releases]}, sys.stdout)
