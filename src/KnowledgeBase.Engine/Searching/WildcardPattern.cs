using System.Text;
using KnowledgeBase.Engine.Format.Terms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A pattern over the code points of a term.</summary>
internal sealed class WildcardPattern
{
    internal const int AnyString = -1;
    internal const int AnyOne = -2;
    private readonly List<int> tokens = [];

    public WildcardPattern(string pattern)
    {
        var runes = pattern.EnumerateRunes().ToList();
        var prefix = new StringBuilder();
        bool literal = true;
        for (int i = 0; i < runes.Count; i++)
        {
            int value = runes[i].Value;
            if (value == '\\' && i + 1 < runes.Count)
            {
                value = runes[++i].Value;
            }
            else if (value is '*' or '?')
            {
                literal = false;
                value = value == '*' ? AnyString : AnyOne;
            }

            if (value != AnyString || tokens.Count == 0 || tokens[^1] != AnyString)
            {
                tokens.Add(value);
            }

            if (literal)
            {
                prefix.Append(new Rune(value).ToString());
            }
        }

        Prefix = Encoding.UTF8.GetBytes(prefix.ToString());
    }

    /// <summary>What every matching term begins with.</summary>
    public byte[] Prefix { get; }

    /// <summary>The pattern as an automaton; null when it has more places than a state has bits.</summary>
    public WildcardRule? Rule => tokens.Count <= CharacterClasses.MostPlaces ? new WildcardRule(tokens) : null;

    public bool IsMatch(ReadOnlySpan<byte> term)
    {
        int token = 0;
        int star = -1;
        var mark = term;
        while (!term.IsEmpty)
        {
            Rune.DecodeFromUtf8(term, out var rune, out int size);
            if (token < tokens.Count && (tokens[token] == AnyOne || tokens[token] == rune.Value))
            {
                token++;
                term = term[size..];
            }
            else if (token < tokens.Count && tokens[token] == AnyString)
            {
                star = token++;
                mark = term;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                Rune.DecodeFromUtf8(mark, out _, out int skipped);
                mark = mark[skipped..];
                term = mark;
                token = star + 1;
            }
            else
            {
                return false;
            }
        }

        while (token < tokens.Count && tokens[token] == AnyString)
        {
            token++;
        }

        return token == tokens.Count;
    }
}

/// <summary>A pattern as an automaton whose state has bit i set when its first i places may have been passed.</summary>
internal readonly struct WildcardRule : ICodePointRule<ulong>
{
    private readonly ulong anyOne;
    private readonly ulong anyString;
    private readonly ulong end;

    public WildcardRule(List<int> tokens)
    {
        Classes = new CharacterClasses();
        end = 1UL << tokens.Count;
        for (int i = 0; i < tokens.Count; i++)
        {
            switch (tokens[i])
            {
                case WildcardPattern.AnyString:
                    anyString |= 1UL << i;
                    break;
                case WildcardPattern.AnyOne:
                    anyOne |= 2UL << i;
                    break;
                default:
                    Classes.Add(tokens[i], i);
                    break;
            }
        }
    }

    public CharacterClasses Classes { get; }

    public ulong Start => Pass(1);

    public bool Step(in ulong from, ulong places, out ulong to)
    {
        to = Pass(((from << 1) & (places | anyOne)) | (from & anyString));
        return to != 0;
    }

    public bool Accepts(in ulong state) => (state & end) != 0;

    // What may be any string may be none; two such places never follow each other.
    private ulong Pass(ulong state) => state | ((state & anyString) << 1);
}

/// <summary>Hands on the terms of a pattern.</summary>
internal readonly struct WildcardVisitor(CodePointAutomaton<WildcardRule, ulong> automaton, Action<TermState> take) : ITermVisitor
{
    public bool Step(int place, byte value) => automaton.Step(place, value);

    public bool Wants(int place, int first, int last) => automaton.Wants(place, first, last);

    public bool Accepts(int length) => automaton.Accepts(length);

    public void Take(ReadOnlySpan<byte> term, in TermState state) => take(state);
}
