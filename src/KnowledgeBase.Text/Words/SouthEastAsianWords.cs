using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Text.Words;

/// <summary>
/// Cuts Thai, Lao, Khmer and Burmese into words by ICU's dictionaries, called directly. Whatever version of ICU is
/// installed is taken; without any, a run stays one word.
/// </summary>
internal sealed unsafe class SouthEastAsianWords : IDisposable
{
    private const int WordIterator = 1;
    private const int Done = -1;

    private static readonly IcuBreaks? Icu = IcuBreaks.Load();
    private static readonly ConcurrentBag<SouthEastAsianWords> Pool = [];

    private readonly nint _iterator;
    private char[] _pinned = GC.AllocateUninitializedArray<char>(1024, pinned: true);

    private SouthEastAsianWords(nint iterator) => _iterator = iterator;

    ~SouthEastAsianWords() => Close();

    /// <summary>The version of the ICU in use, or "none".</summary>
    internal static string Version => Icu?.Version ?? "none";

    /// <summary>Adds the ends of the words of a run, as offsets in it, the last being its length.</summary>
    internal static void Ends(ReadOnlySpan<char> run, List<int> into)
    {
        if (Icu is null)
        {
            into.Add(run.Length);
            return;
        }

        if (!Pool.TryTake(out var words))
        {
            var status = 0;
            var iterator = Icu.Open(WordIterator, "th\0"u8, &status);
            words = status <= 0 && iterator != 0
                ? new SouthEastAsianWords(iterator)
                : throw new InvalidOperationException($"ICU {Icu.Version} cannot open its word iterator (error {status}).");
        }

        words.Cut(run, into);
        Pool.Add(words);
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private void Close() => Icu?.Close(_iterator);

    private void Cut(ReadOnlySpan<char> run, List<int> into)
    {
        if (_pinned.Length < run.Length)
        {
            _pinned = GC.AllocateUninitializedArray<char>(Math.Max(run.Length, 2 * _pinned.Length), pinned: true);
        }

        run.CopyTo(_pinned);
        var status = 0;
        Icu!.SetText(_iterator, (char*)Marshal.UnsafeAddrOfPinnedArrayElement(_pinned, 0), run.Length, &status);
        if (status > 0)
        {
            into.Add(run.Length);
            return;
        }

        for (var end = Icu.Next(_iterator); end != Done; end = Icu.Next(_iterator))
        {
            into.Add(end);
        }
    }
}
