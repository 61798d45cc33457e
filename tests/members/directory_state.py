"""All that the read model holds, in a form that two ways of making it can share."""

from members.models import DirectoryEntry, FacetBlock, Posting


def read_model():
    entries = list(DirectoryEntry.objects.order_by("pk").values())
    # A bitmap without a bit is the same as none.
    bits = {
        (row.facet, row.value, row.block): row.bits
        for row in FacetBlock.objects.all()
        if "1" in row.bits
    }
    postings = {
        (posting.word.word, posting.word.stem, tuple(posting.word.parts)): []
        for posting in Posting.objects.select_related("word")
    }
    for posting in Posting.objects.select_related("word"):
        word = posting.word
        key = (word.word, word.stem, tuple(word.parts))
        postings[key].append((posting.entry_id, posting.field))
    return entries, bits, {key: sorted(rows) for key, rows in postings.items()}
