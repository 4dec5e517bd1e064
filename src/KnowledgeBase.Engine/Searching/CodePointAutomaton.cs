using System.Runtime.CompilerServices;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A rule over the characters of a term, with a state small enough to be copied.</summary>
internal interface ICodePointRule<TState>
    where TState : struct
{
    TState Start { get; }

    /// <summary>The state behind one character more; false when nothing that begins so is wanted.</summary>
    bool Step(in TState from, int point, ref TState to);

    bool Accepts(in TState state);
}

/// <summary>Runs a rule over the bytes of terms: a character's bytes are put together and given to the rule with the last. What is not UTF-8 is not wanted.</summary>
internal struct CodePointAutomaton<TRule, TState>(TRule rule)
    where TRule : struct, ICodePointRule<TState>
    where TState : struct
{
    private Place[] places = [new Place { State = rule.Start }];

    public readonly TRule Rule { get; } = rule;

    /// <summary>The state behind so many bytes.</summary>
    public readonly ref readonly TState StateAt(int length) => ref places[length].State;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Step(int place, byte value)
    {
        if (place + 2 > places.Length)
        {
            Array.Resize(ref places, Math.Max(32, places.Length * 2));
        }

        ref var from = ref places[place];
        ref var to = ref places[place + 1];
        if (value < 0x80)
        {
            to.Missing = 0;
            return from.Missing == 0 && Rule.Step(from.State, value, ref to.State);
        }

        return StepWithin(from, value, ref to);
    }

    // A byte of a character of several: only the last of them is a step of the rule.
    private readonly bool StepWithin(in Place from, byte value, ref Place to)
    {
        if (value >= 0xC0)
        {
            to.State = from.State;
            to.Missing = value >= 0xF0 ? 3 : value >= 0xE0 ? 2 : 1;
            to.Partial = value & (0x3F >> to.Missing);
            return from.Missing == 0 && value < 0xF8;
        }

        to.Missing = from.Missing - 1;
        to.Partial = (from.Partial << 6) | (value & 0x3F);
        if (to.Missing > 0)
        {
            to.State = from.State;
        }

        return to.Missing > 0 || (to.Missing == 0 && Rule.Step(from.State, to.Partial, ref to.State));
    }

    public readonly bool Accepts(int length) => places[length].Missing == 0 && Rule.Accepts(places[length].State);

    private struct Place
    {
        public TState State;
        public int Missing;
        public int Partial;
    }
}

/// <summary>For each character, the places of a pattern of at most 62 characters where it stands: bit i + 1 for place i.</summary>
internal sealed class CharacterPlaces
{
    public const int MostPlaces = 62;
    private readonly ulong[] ascii = new ulong[128];
    private readonly Dictionary<int, ulong> others = [];

    public void Add(int point, int place)
    {
        if (point < 128)
        {
            ascii[point] |= 2UL << place;
        }
        else
        {
            others[point] = others.GetValueOrDefault(point) | (2UL << place);
        }
    }

    public ulong Of(int point) => (uint)point < 128 ? ascii[point] : others.GetValueOrDefault(point);
}
