using System.Runtime.CompilerServices;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A rule over the characters of a term: an automaton whose states are computed.</summary>
internal interface ICodePointRule<TState>
    where TState : struct, IEquatable<TState>
{
    CharacterClasses Classes { get; }

    TState Start { get; }

    /// <summary>The state behind one character more, given by the places where it stands; false when nothing that begins so is wanted.</summary>
    bool Step(in TState from, ulong places, out TState to);

    bool Accepts(in TState state);
}

/// <summary>
/// Runs a rule over the bytes of terms: a character's bytes are put together and given to the rule with the last. What is not UTF-8 is not wanted.
/// A step of the rule is computed once for each state and class of characters, when it is first needed, and then looked up; so it pays to keep one for all segments.
/// </summary>
internal sealed class CodePointAutomaton<TRule, TState>
    where TRule : struct, ICodePointRule<TState>
    where TState : struct, IEquatable<TState>
{
    private const int Unknown = 0;
    private const int Dead = -1;
    private readonly Dictionary<TState, int> numbers = [];
    private TRule rule;
    private int classes;
    private TState[] states = new TState[32];
    private bool[] accepting = new bool[32];
    private int[] next = [];
    private int count;

    // The state's number behind so many bytes; within a character the complement of what was behind the one before.
    private int[] reached = new int[64];
    private int[] partial = [];

    public CodePointAutomaton(TRule rule) => Begin(rule);

    /// <summary>Makes it run another rule.</summary>
    public void Begin(TRule other)
    {
        Array.Clear(next, 0, count * classes);
        numbers.Clear();
        rule = other;
        classes = rule.Classes.Count;
        count = 1;
        GrowTable();
        reached[0] = Number(rule.Start);
    }

    public TRule Rule => rule;

    /// <summary>The state behind so many bytes, which must end with a character.</summary>
    public ref readonly TState StateAt(int length) => ref states[reached[length]];

    /// <summary>Takes the byte at a place, the bytes before it being those taken last; false when no term that begins so is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Step(int place, byte value)
    {
        if (place + 2 > reached.Length)
        {
            Array.Resize(ref reached, reached.Length * 2);
        }

        int from = reached[place];
        return value < 0x80 && from > 0 ? Move(place, from, rule.Classes.Of(value)) : StepWithin(place, from, value);
    }

    /// <summary>Whether a step with any byte of a range may be true.</summary>
    public bool Wants(int place, int first, int last)
    {
        int from = reached[place];
        if (from <= 0 || (last >= 0x80 && rule.Classes.HasOthers) || Next(from, 0) > 0)
        {
            return true;
        }

        for (int c = 1; c < classes; c++)
        {
            int point = rule.Classes.Point(c);
            if (point >= first && point <= last && Next(from, c) > 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool Accepts(int length) => reached[length] > 0 && accepting[reached[length]];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Move(int place, int from, int characterClass)
    {
        int to = Next(from, characterClass);
        reached[place + 1] = to;
        return to > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next(int from, int characterClass)
    {
        int to = next[(from * classes) + characterClass];
        return to == Unknown ? Compute(from, characterClass) : to;
    }

    // A byte of a character of several: only the last of them is a step of the rule. What has been read of it is kept with a count of what is missing above.
    private bool StepWithin(int place, int from, byte value)
    {
        if (partial.Length < reached.Length)
        {
            Array.Resize(ref partial, reached.Length);
        }

        if (from > 0)
        {
            int missing = value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
            reached[place + 1] = ~from;
            partial[place + 1] = (missing << 24) | (value & (0x3F >> missing));
            return value is >= 0xC0 and < 0xF8 && (rule.Classes.HasOthers || Next(from, 0) > 0);
        }

        int left = (partial[place] >> 24) - 1;
        int point = ((partial[place] & 0xFFFFFF) << 6) | (value & 0x3F);
        if (value is < 0x80 or >= 0xC0)
        {
            return false;
        }

        if (left == 0)
        {
            return Move(place, ~from, rule.Classes.Of(point));
        }

        reached[place + 1] = from;
        partial[place + 1] = (left << 24) | point;
        return true;
    }

    private int Compute(int from, int characterClass)
    {
        int to = rule.Step(states[from], rule.Classes.Places(characterClass), out var state) ? Number(state) : Dead;
        next[(from * classes) + characterClass] = to;
        return to;
    }

    private int Number(in TState state)
    {
        if (numbers.TryGetValue(state, out int number))
        {
            return number;
        }

        if (count == states.Length)
        {
            Array.Resize(ref states, count * 2);
            Array.Resize(ref accepting, count * 2);
            GrowTable();
        }

        numbers.Add(state, count);
        states[count] = state;
        accepting[count] = rule.Accepts(state);
        return count++;
    }

    private void GrowTable()
    {
        if (next.Length < states.Length * classes)
        {
            Array.Resize(ref next, states.Length * classes);
        }
    }
}
