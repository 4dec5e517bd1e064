using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace KnowledgeBase.Text.Stemming;

/// <summary>
/// One algorithm of libstemmer (Snowball), safe for any number of threads: its handles, which are not, are kept in a
/// pool and used by one call at a time.
/// </summary>
internal sealed unsafe class SnowballStemmer
{
    private const int LongestWord = 200;

    private readonly ConcurrentBag<Handle> _pool = [];
    private readonly string _algorithm;

    /// <param name="algorithm">Its name in libstemmer, such as "italian".</param>
    internal SnowballStemmer(string algorithm) => _algorithm = algorithm;

    /// <summary>The stem of a word in lower case; words of more than 200 letters are their own stem.</summary>
    internal string Stem(string word)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return word;
        }

        Span<byte> bytes = stackalloc byte[LongestWord * 3];
        var length = Encoding.UTF8.GetBytes(word, bytes);
        if (!_pool.TryTake(out var handle))
        {
            handle = new Handle(_algorithm);
        }

        string stem;
        fixed (byte* first = bytes)
        {
            var result = Libstemmer.Stem(handle.Value, first, length);
            stem = result is null
                ? throw new InvalidOperationException("libstemmer ran out of memory.")
                : Encoding.UTF8.GetString(result, Libstemmer.Length(handle.Value));
        }

        _pool.Add(handle);
        return stem;
    }

    private sealed class Handle : SafeHandle
    {
        internal Handle(string algorithm)
            : base(0, ownsHandle: true) => SetHandle(Libstemmer.New(algorithm));

        public override bool IsInvalid => handle == 0;

        internal nint Value => handle;

        protected override bool ReleaseHandle()
        {
            Libstemmer.Delete(handle);
            return true;
        }
    }
}
