using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Text.Detection;

/// <summary>A language of the model; Serbian stands there twice.</summary>
/// <param name="Code">ISO 639-1.</param>
/// <param name="Script">The script its grams are of.</param>
internal readonly record struct ModelLanguage(string Code, Script Script);

/// <summary>
/// How often each gram stands in the sample of each language. Counts, not texts; made by
/// <c>tests/KnowledgeBase.Text.Benchmarks</c> (<c>model FOLDER FILE</c>).
/// </summary>
/// <remarks>
/// The file is Brotli over: number of languages; for each its code, script and the sums of its counts by gram length;
/// number of grams; for each, in ascending order, the distance to the one before and its list of (language, count),
/// the list's length first. All numbers are variable-length, low seven bits first.
/// </remarks>
internal sealed class LanguageModel
{
    // What is added to every count, so that an unseen gram does not rule a language out.
    private const double Added = 0.5;

    private readonly ulong[] _keys;
    private readonly int[] _first;
    private readonly byte[] _language;
    private readonly float[] _gain;
    private readonly float[] _unseen;
    private readonly int _mask;

    private LanguageModel(ReadOnlySpan<byte> data)
    {
        var reader = new VariableReader(data);
        Languages = new ModelLanguage[reader.Read()];
        var sums = new double[Languages.Length, GramReader.LongestGram + 1];
        for (var i = 0; i < Languages.Length; i++)
        {
            Languages[i] = new ModelLanguage(reader.ReadText(), (Script)reader.Read());
            for (var n = 1; n <= GramReader.LongestGram; n++)
            {
                sums[i, n] = reader.Read();
            }
        }

        var kinds = new double[GramReader.LongestGram + 1];
        for (var n = 1; n <= GramReader.LongestGram; n++)
        {
            kinds[n] = reader.Read();
        }

        _unseen = new float[(GramReader.LongestGram + 1) * Languages.Length];
        for (var n = 1; n <= GramReader.LongestGram; n++)
        {
            for (var i = 0; i < Languages.Length; i++)
            {
                _unseen[(n * Languages.Length) + i] = (float)Math.Log(Added / (sums[i, n] + (Added * kinds[n])));
            }
        }

        var grams = (int)reader.Read();
        var postings = (int)reader.Read();
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(grams * 2));
        _mask = size - 1;
        _keys = new ulong[size];
        _first = new int[size];
        _language = new byte[postings];
        _gain = new float[postings];
        Span<float> gains = stackalloc float[64];
        for (var count = 0; count < gains.Length; count++)
        {
            gains[count] = Gain((ulong)count);
        }

        ulong key = 0;
        var posting = 0;
        for (var g = 0; g < grams; g++)
        {
            key += reader.Read();
            var slot = Slot(key);
            while (_keys[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _keys[slot] = key;
            _first[slot] = posting;
            var list = (int)reader.Read();
            for (var i = 0; i < list; i++)
            {
                var last = i == list - 1;
                _language[posting] = (byte)(reader.Read() | (last ? 0x80u : 0));
                var count = reader.Read();
                _gain[posting++] = count < (ulong)gains.Length ? gains[(int)count] : Gain(count);
            }
        }
    }

    internal static LanguageModel Default { get; } = Load();

    internal ModelLanguage[] Languages { get; }

    /// <summary>Adds what a gram says for each language beyond what an unseen gram would.</summary>
    internal void Add(ulong gram, Span<double> scores)
    {
        for (var slot = Slot(gram); _keys[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_keys[slot] != gram)
            {
                continue;
            }

            for (var i = _first[slot]; ; i++)
            {
                scores[_language[i] & 0x7F] += _gain[i];
                if (_language[i] >= 0x80)
                {
                    return;
                }
            }
        }
    }

    /// <summary>The logarithm of the probability of a gram of this length that the language's sample lacks.</summary>
    internal double Unseen(int length, int language) => _unseen[(length * Languages.Length) + language];

    private static float Gain(ulong count) => (float)Math.Log((count + Added) / Added);

    private int Slot(ulong gram) => (int)((gram * 0x9E3779B97F4A7C15UL) >> 32) & _mask;

    private static LanguageModel Load()
    {
        using var resource = typeof(LanguageModel).Assembly.GetManifestResourceStream("languages.model")
            ?? throw new InvalidOperationException("The language model is not in the assembly.");
        using var unpacked = new BrotliStream(resource, CompressionMode.Decompress);
        using var data = new MemoryStream(1 << 21);
        unpacked.CopyTo(data);
        return new LanguageModel(data.GetBuffer().AsSpan(0, (int)data.Length));
    }

    private ref struct VariableReader(ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _data = data;
        private int _at;

        internal ulong Read()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = _data[_at++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    return value;
                }
            }
        }

        internal string ReadText()
        {
            var length = (int)Read();
            var text = Encoding.ASCII.GetString(_data.Slice(_at, length));
            _at += length;
            return text;
        }
    }
}
