using System.Collections.Concurrent;
using KnowledgeBase.Text.Folding;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Words;

/// <summary>
/// The words met so far in one language, by their surface; used by one thread at a time and rented from a pool. A text
/// of half a million words has some twenty thousand different ones: most tokens cost one look-up and no allocation.
/// </summary>
internal sealed class WordCache
{
    private const int Capacity = 1 << 16;
    private const int LongestCached = 64;

    private static readonly ConcurrentDictionary<LanguageRules, ConcurrentBag<WordCache>> Pools = new();

    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly LanguageRules _rules;

    private WordCache(LanguageRules rules)
    {
        _rules = rules;
        _bySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A cache of the language for one thread, given back when disposed.</summary>
    internal static Lease Rent(LanguageRules rules)
    {
        var pool = Pools.GetOrAdd(rules, static _ => []);
        return new Lease(pool.TryTake(out var cache) ? cache : new WordCache(rules), pool);
    }

    /// <summary>The word of a surface as <see cref="WordSegmenter"/> gives it.</summary>
    internal Word Get(ReadOnlySpan<char> surface)
    {
        if (_bySpan.TryGetValue(surface, out var word))
        {
            return word;
        }

        word = Make(surface);
        if (surface.Length <= LongestCached)
        {
            if (_words.Count == Capacity)
            {
                _words.Clear();
            }

            _bySpan[surface] = word;
        }

        return word;
    }

    private Word Make(ReadOnlySpan<char> surface)
    {
        var (offset, length) = Elision.Trim(surface);
        var exact = WordFolding.Exact(surface.Slice(offset, length), _rules.IsTurkic);
        var folded = WordFolding.Fold(Abbreviation.WithoutStops(exact));
        if (folded.Length == 0)
        {
            // A mark or joiner without a letter.
            folded = exact = surface.ToString();
        }

        var bare = HasLetter(folded) ? _rules.Stem(exact) : null;
        bare = bare is null ? null : WordFolding.Fold(bare);
        return string.IsNullOrEmpty(bare)
            ? new Word(offset, length, exact, folded, null, null)
            : new Word(offset, length, exact, folded, bare, IndexTerm.Stem(_rules.StemTag, bare));
    }

    private static bool HasLetter(string folded)
    {
        foreach (var c in folded)
        {
            if (char.IsDigit(c))
            {
                return false;
            }
        }

        return folded.Length > 1;
    }

    internal readonly struct Lease(WordCache cache, ConcurrentBag<WordCache> pool) : IDisposable
    {
        internal WordCache Cache => cache;

        public void Dispose() => pool.Add(cache);
    }
}
