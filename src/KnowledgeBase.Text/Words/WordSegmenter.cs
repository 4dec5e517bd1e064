namespace KnowledgeBase.Text.Words;

/// <summary>
/// Finds words by the rules of Unicode Standard Annex 29, in one pass without allocation, with these differences
/// that searching wants: full stops part words ("comune.torino.it" is three) unless they stand in an abbreviation of
/// single letters ("U.E.") or between digits; a year is cut from a date or a list of years ("12.05.2020"); underscore
/// and colon part words; Korean is cut from digits and Latin letters beside it; raised and lowered digits belong to
/// their word ("m²", "CO₂"); a currency sign is a word. Runs of ideographs and of Thai, Lao, Khmer and Burmese are
/// given whole.
/// </summary>
internal ref struct WordSegmenter(ReadOnlySpan<char> text)
{
    private const int YearDigits = 4;

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    /// <summary>The next word, or false at the end of the text.</summary>
    internal bool Next(out WordSpan word)
    {
        while (_position < _text.Length)
        {
            var start = _position;
            var found = CharacterClasses.At(_text, start, out var length);
            _position += length;
            switch (found)
            {
                case CharacterClass.Letter or CharacterClass.Digit:
                    word = new WordSpan(start, WordEnd(start) - start, CharacterClass.Letter);
                    break;
                case CharacterClass.Hangul or CharacterClass.Ideograph or CharacterClass.SouthEastAsian:
                    word = new WordSpan(start, RunEnd(found) - start, found);
                    break;
                case CharacterClass.Currency:
                    word = new WordSpan(start, length, found);
                    break;
                default:
                    continue;
            }

            _position = word.End;
            return true;
        }

        word = default;
        return false;
    }

    private readonly int RunEnd(CharacterClass run)
    {
        var at = _position;
        while (at < _text.Length)
        {
            var next = CharacterClasses.At(_text, at, out var length);
            if (next != run && next != CharacterClass.Extend && !(run == CharacterClass.Ideograph && IsVoicing(_text[at])))
            {
                break;
            }

            at += length;
        }

        return at;
    }

    private readonly int WordEnd(int start)
    {
        var at = _position;
        while (true)
        {
            at = PlainEnd(at);
            if (at + 1 >= _text.Length)
            {
                return at;
            }

            var joined = _text[at] switch
            {
                '\'' or '\u2019' or '\u02BC' or '\u00B7' or '\u2027' => JoinsLetters(at) || JoinsDigits(at, start),
                '"' or '\u05F4' or '\u05F3' => IsHebrew(LastBase(at)) && IsHebrew(_text[at + 1]),
                '.' => JoinsDigits(at, start) || JoinsAbbreviation(at, start),
                ',' or '\u066B' or '\u066C' => JoinsDigits(at, start),
                _ => false,
            };
            if (!joined)
            {
                return at;
            }

            at++;
        }
    }

    /// <summary>The end of the letters, digits and marks from here on.</summary>
    private readonly int PlainEnd(int at)
    {
        while (at < _text.Length)
        {
            var next = CharacterClasses.At(_text, at, out var length);
            if (next is not (CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Extend))
            {
                break;
            }

            at += length;
        }

        return at;
    }

    private readonly bool JoinsLetters(int at) =>
        char.IsLetter(LastBase(at)) && CharacterClasses.At(_text, at + 1, out _) == CharacterClass.Letter;

    private readonly bool JoinsDigits(int at, int start)
    {
        if (!char.IsDigit(LastBase(at)) || !char.IsDigit(_text[at + 1]))
        {
            return false;
        }

        var left = at;
        while (left > start && char.IsDigit(_text[left - 1]))
        {
            left--;
        }

        var right = at + 1;
        while (right < _text.Length && char.IsDigit(_text[right]))
        {
            right++;
        }

        return at - left != YearDigits && right - at - 1 != YearDigits;
    }

    /// <summary>True at the full stop in "U.E", "S.p.A": single letters on both sides of it, and of those before it.</summary>
    private readonly bool JoinsAbbreviation(int at, int start)
    {
        if (!char.IsLetter(_text[at - 1]) || !char.IsLetter(_text[at + 1]))
        {
            return false;
        }

        var single = at - 1 == start || _text[at - 2] is '.' or '\'' or '\u2019';
        var after = at + 2 >= _text.Length
            || CharacterClasses.Of(_text[at + 2]) is not (CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Extend or CharacterClass.Surrogate);
        return single && after;
    }

    /// <summary>The last character before <paramref name="at"/> that is no mark.</summary>
    private readonly char LastBase(int at)
    {
        var before = at - 1;
        while (before > 0 && CharacterClasses.Of(_text[before]) == CharacterClass.Extend)
        {
            before--;
        }

        return _text[before];
    }

    private static bool IsHebrew(char c) => c is >= '\u05D0' and <= '\u05EA';

    /// <summary>The half-width voicing marks of katakana, which Unicode calls letters.</summary>
    private static bool IsVoicing(char c) => c is '\uFF9E' or '\uFF9F';
}
