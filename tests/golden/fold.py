"""What Python makes of letter case, white space and Unicode's composed form, into fold.json.

Run: /usr/bin/python3 tests/golden/fold.py (Debian 12: python3 3.11, Unicode 14)
"""
import json
import pathlib
import random
import sys
import unicodedata

draw = random.Random(1935)
everything = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
assigned = [c for c in everything if unicodedata.category(chr(c)) != "Cn"]


def unicode_fold(text):
    composed = unicodedata.normalize("NFC", text.strip())
    return unicodedata.normalize("NFC", composed.casefold())


def ranges(points):
    """[first, last] of each run."""
    runs = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return runs


def codes(text):
    return [ord(c) for c in text]


lower = [[c, *codes(chr(c).lower())] for c in everything if chr(c).lower() != chr(c)]
folded = [[c, *codes(unicode_fold(chr(c)))] for c in everything
          if not chr(c).isspace() and unicode_fold(chr(c)) != chr(c)]
space = [c for c in everything if not chr(c).strip()]
assert space == [c for c in everything if chr(c).isspace()]
# A sigma ends a word after a cased letter, and before none.
after = ranges(c for c in assigned if (chr(c) + "Σ").lower().endswith("ς"))
before = ranges(c for c in assigned if not ("aΣ" + chr(c)).lower().startswith("aς"))
across = ranges(c for c in assigned if ("a" + chr(c) + "Σ").lower().endswith("ς"))

pool = ("aAzZ ΣσςΑαİıIiÉéẞßſKÅΩ'’.:\u00b7\u0301\u0307\u0345\u0316\u0323\u1fb2\u1ffc\u0390\u03b0"
        "\ufb03\u0149\u00a0\u3000\u2028\u1680\x1c\x85ǅⅣⓐªʰ\u1100\u1161\u11a8\uac00愛\U00010400"
        "\U0001f130\u0958\u2126\u0344\u1e9b\u0f73")
samples = []
for _ in range(400):
    text = "".join(draw.choice(pool) for _ in range(draw.randint(1, 12)))
    samples.append([text, text.lower().strip(), unicode_fold(text)])
made_by = (f"python {sys.version.split()[0]}, unicodedata {unicodedata.unidata_version}, "
           "tests/golden/fold.py")
pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"made_by": made_by, "assigned": ranges(assigned), "space": space,
                "sigma_after": after, "sigma_before": before, "sigma_across": across,
                "lower": lower, "folded": folded, "samples": samples},
               ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
