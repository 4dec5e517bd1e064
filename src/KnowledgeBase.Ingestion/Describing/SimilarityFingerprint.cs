namespace KnowledgeBase.Ingestion.Describing;

/// <summary>
/// A 64-bit fingerprint of a text that changes little when the text changes little: simhash (M. Charikar, "Similarity
/// estimation techniques from rounding algorithms", 2002) over runs of three words, or of three characters where a
/// script writes no spaces. Case, punctuation, line breaks and page breaks do not matter. Takes the text piece by piece.
/// </summary>
internal sealed class SimilarityFingerprint
{
    /// <summary>Runs below which two texts look alike by chance.</summary>
    private const int Fewest = 40;

    // FNV-1a: the same on every machine and in every run, as stored fingerprints need.
    private const ulong Basis = 14695981039346656037UL;
    private const ulong Prime = 1099511628211UL;

    private readonly int[] votes = new int[64];
    private ulong first;
    private ulong second;
    private ulong word = Basis;
    private bool inWord;
    private int runs;

    /// <summary>The fingerprint; null while there is too little text.</summary>
    public ulong? Value
    {
        get
        {
            EndWord();
            if (runs < Fewest)
            {
                return null;
            }

            var fingerprint = 0UL;
            for (var bit = 0; bit < 64; bit++)
            {
                fingerprint |= votes[bit] > 0 ? 1UL << bit : 0;
            }

            return fingerprint;
        }
    }

    public void Clear()
    {
        Array.Clear(votes);
        (first, second, word, inWord, runs) = (0, 0, Basis, false, 0);
    }

    /// <summary>Takes more text. Words are runs of letters and digits; each ideograph or kana is a word.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            var ideograph = c is >= '\u3040' and <= '\u9FFF';
            if (ideograph || !char.IsLetterOrDigit(c))
            {
                EndWord();
            }

            if (ideograph || char.IsLetterOrDigit(c))
            {
                word = (word ^ char.ToLowerInvariant(c)) * Prime;
                inWord = true;
            }

            if (ideograph)
            {
                EndWord();
            }
        }
    }

    /// <summary>A word ends with its page.</summary>
    public void EndPage() => EndWord();

    private void EndWord()
    {
        if (!inWord)
        {
            return;
        }

        if (first != 0)
        {
            Vote(Mix((first * 31) + (second * 17) + word));
            runs++;
        }

        (first, second) = (second, word);
        (word, inWord) = (Basis, false);
    }

    private void Vote(ulong hash)
    {
        for (var bit = 0; bit < votes.Length; bit++)
        {
            votes[bit] += ((int)(hash >> bit) & 1) * 2 - 1;
        }
    }

    /// <summary>Spreads a hash over all its bits (the finaliser of splitmix64).</summary>
    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }
}
