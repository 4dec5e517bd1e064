using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Greek;

/// <summary>Rules of Greek: words are stemmed by libstemmer; a last ι is taken off.</summary>
internal sealed class GreekRules() : SnowballRules("el", "ελληνικά", "Greek", "greco", "greek")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "και το να του η της με που την από για τα είναι των σε ο οι στο θα τη στην τον τους δεν τις ένα μια ότι ή στη "
        + "στα μας αλλά κατά πως αν όπως ήταν μετά σας αυτό αυτή αυτά μόνο πολύ έχει έχουν όμως στους στις προς χωρίς "
        + "όταν μπορεί πρέπει μέσα";

    /// <summary>Neuters in -ιο keep their ι before some endings ("σχέδιο", "σχέδια"): it is taken off all.</summary>
    public override string? Stem(string exact) => base.Stem(exact) is { } stem ? LastLetters.Replace(stem, "ι", "") : null;
}
