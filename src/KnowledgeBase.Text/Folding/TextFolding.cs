using System.Runtime.CompilerServices;

namespace KnowledgeBase.Text.Folding;

/// <summary>Makes whole texts comparable: in lower case and folded, as <see cref="WordFolding.Fold"/> does it, in one pass.</summary>
public sealed class TextFolding
{
    /// <summary>Stands for no character.</summary>
    private const char None = '\uFFFF';

    // What a character becomes when that is one character or none; 0 where it is not known yet, or several.
    private static readonly char[] Known = new char[65536];

    private char[] _folded = [];
    private int _length;

    /// <summary>The same as <c>WordFolding.Fold(text.ToLowerInvariant())</c>; good until the next text.</summary>
    public ReadOnlySpan<char> Fold(ReadOnlySpan<char> text)
    {
        _length = 0;
        Reserve(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var known = Known[text[i]];
            if (known != 0)
            {
                _folded[_length] = known;
                _length += known == None ? 0 : 1;
                continue;
            }

            var characters = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            var folded = WordFolding.Fold(text.Slice(i, characters).ToString().ToLowerInvariant());
            if (!char.IsSurrogate(text[i]) && text[i] != None && folded.Length <= 1)
            {
                Known[text[i]] = folded.Length == 0 ? None : folded[0];
            }

            i += characters - 1;
            Reserve(folded.Length + text.Length - i);
            folded.CopyTo(_folded.AsSpan(_length));
            _length += folded.Length;
        }

        return _folded.AsSpan(0, _length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int more)
    {
        if (_folded.Length < _length + more)
        {
            Array.Resize(ref _folded, Math.Max(_length + more, 2 * _folded.Length));
        }
    }
}
