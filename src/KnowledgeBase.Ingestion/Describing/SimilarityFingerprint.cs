using System.Text;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>
/// A 64-bit fingerprint of a text that changes little when the text changes little: simhash (M. Charikar, "Similarity
/// estimation techniques from rounding algorithms", 2002) over runs of three words, or of three characters where a
/// script writes no spaces. Case, punctuation, line breaks and page breaks do not matter.
/// </summary>
internal static class SimilarityFingerprint
{
    /// <summary>Runs below which two texts look alike by chance.</summary>
    private const int Fewest = 40;

    /// <summary>The fingerprint of pages read one after the other; null when there is too little text.</summary>
    public static ulong? Of(IEnumerable<string> pages)
    {
        Span<int> votes = stackalloc int[64];
        votes.Clear();
        ulong first = 0, second = 0;
        var runs = 0;
        foreach (var word in pages.SelectMany(Words))
        {
            var hash = Hash(word);
            if (first != 0)
            {
                Vote(votes, Mix((first * 31) + (second * 17) + hash));
                runs++;
            }

            (first, second) = (second, hash);
        }

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

    private static void Vote(Span<int> votes, ulong hash)
    {
        for (var bit = 0; bit < votes.Length; bit++)
        {
            votes[bit] += ((int)(hash >> bit) & 1) * 2 - 1;
        }
    }

    /// <summary>Words as runs of letters and digits; each ideograph or kana is a word.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text)
        {
            var ideograph = c is >= '\u3040' and <= '\u9FFF';
            if (!ideograph && char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (ideograph)
            {
                yield return c.ToString();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    /// <summary>FNV-1a: the same on every machine and in every run, as stored fingerprints need.</summary>
    private static ulong Hash(string word)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in word)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    /// <summary>Spreads a hash over all its bits (the finaliser of splitmix64).</summary>
    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }
}
