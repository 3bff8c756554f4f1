"""Emotion-wheel set scores in Python written for speed: one look-up a label gives the bits of its
clusters on all wheels and levels, sets are integers, sizes are their bit counts."""


def clusters_of(lexicon, clusters):
    """Surface form -> cluster on one wheel and level."""
    found = {}
    for surface, bases in lexicon["forms"].items():
        pool = sorted({word for base in bases for word in lexicon["synonyms"].get(base, [])})
        words = [surface, *bases, *pool] if lexicon.get("own_word_first") else pool
        cluster = next((clusters[word] for word in words if word in clusters), None)
        if cluster is not None:
            found[surface] = cluster
    return found


class BitScorer:
    """Scores with every wheel that has two levels, both levels of each."""

    def __init__(self, lexicon):
        self.names, self.ranges, next_bit = [], [], 0
        self.bits_of = dict.fromkeys(lexicon["forms"], 0)
        levels = {(each["wheel"], each["level"]) for each in lexicon["wheels"]}
        for each in lexicon["wheels"]:
            wheel, level = each["wheel"], each["level"]
            if wheel == "tone" or level > 2 or not {(wheel, 1), (wheel, 2)} <= levels:
                continue
            clusters = clusters_of(lexicon, each["clusters"])
            bit_of = {name: next_bit + i for i, name in enumerate(sorted(set(clusters.values())))}
            for surface, cluster in clusters.items():
                self.bits_of[surface] |= 1 << bit_of[cluster]
            self.names.append((wheel, level))
            self.ranges.append(sum(1 << bit for bit in bit_of.values()))
            next_bit += len(bit_of)

    def set_of(self, text, unknown):
        get, bits = self.bits_of.get, 0
        text = text.removeprefix("[").removesuffix("]").lower()
        for label in text.replace('"', "'").replace(",", "'").split("'"):
            if label and label != " ":
                found = get(label)
                if found is None and (label := label.strip()):
                    found = get(label)
                    if found is None:
                        unknown[label] = unknown.get(label, 0) + 1
                bits |= found or 0
        return bits

    def __call__(self, truths, predictions):
        """(F, precision, recall) by wheel and level; how often each unknown label came."""
        set_of, ranges, unknown = self.set_of, self.ranges, {}
        precision, recall, counted = ([0] * len(ranges) for _ in range(3))
        for truth_text, prediction_text in zip(truths, predictions):
            truth, prediction = set_of(truth_text, unknown), set_of(prediction_text, unknown)
            common = truth & prediction
            for i, bits in enumerate(ranges):
                if size := (truth & bits).bit_count():
                    counted[i] += 1
                    if shared := (common & bits).bit_count():
                        recall[i] += shared / size
                        precision[i] += shared / (prediction & bits).bit_count()
        scores = []
        for p, r, n in zip(precision, recall, counted):
            p, r = p / (n or 1), r / (n or 1)
            scores.append((2 * p * r / (p + r) if p + r else 0.0, p, r))
        return dict(zip(self.names, scores)), unknown
