using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Engine.Searching;

namespace KnowledgeBase.Engine.Tests.Searching;

public class AutomataTests
{
    // Few letters, so that words meet; of one, two, three and four bytes.
    private static readonly Gen<string> Words =
        Gen.ListOf(Gen.Elements("a", "b", "é", "城", "🏙")).Select(parts => string.Concat(parts.Take(9)));

    [Fact]
    public void Edits_counted_by_bits_are_those_counted_row_by_row() =>
        Prop.ForAll(Words.ToArbitrary(), Words.ToArbitrary(), Gen.Choose(0, 7).ToArbitrary(), (word, term, kind) =>
        {
            int limit = 1 + (kind & 1);
            bool swaps = (kind & 2) != 0;
            int[] points = [.. word.EnumerateRunes().Select(r => r.Value)];
            int prefix = (kind & 4) != 0 ? Math.Min(1, points.Length) : 0;
            byte[] bytes = Encoding.UTF8.GetBytes(term);
            int measured = new EditDistance(points, limit, swaps).To(bytes);
            var automaton = new CodePointAutomaton<EditRule, EditState>(new EditRule(points, limit, prefix, swaps));
            bool accepted = Runs(automaton, bytes);
            bool expected = measured <= limit && term.EnumerateRunes().Take(prefix).SequenceEqual(word.EnumerateRunes().Take(prefix)) && term.EnumerateRunes().Count() >= prefix;
            return accepted == expected && (!accepted || automaton.Rule.Edits(automaton.StateAt(bytes.Length)) == measured);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pattern_run_by_bits_matches_what_it_matches_letter_by_letter() =>
        Prop.ForAll(Gen.ListOf(Gen.Elements("a", "b", "é", "*", "?", "城")).Select(p => string.Concat(p.Take(8))).ToArbitrary(), Words.ToArbitrary(), (text, term) =>
        {
            var pattern = new WildcardPattern(text);
            byte[] bytes = Encoding.UTF8.GetBytes(term);
            var automaton = new CodePointAutomaton<WildcardRule, ulong>(pattern.Rule!.Value);
            return Runs(automaton, bytes) == pattern.IsMatch(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_that_are_no_text_are_near_no_word()
    {
        var automaton = new CodePointAutomaton<EditRule, EditState>(new EditRule(['a'], 2, 0, true));
        Assert.False(Runs(automaton, [0x80]));
        Assert.False(Runs(automaton, [0xC3]));
        Assert.False(Runs(automaton, [0xC3, 0x61]));
        Assert.False(Runs(automaton, [0xFF]));
        Assert.True(Runs(automaton, [0xC3, 0xA9]));
    }

    private static bool Runs<TRule, TState>(CodePointAutomaton<TRule, TState> automaton, byte[] bytes)
        where TRule : struct, ICodePointRule<TState>
        where TState : struct, IEquatable<TState>
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (!automaton.Step(i, bytes[i]))
            {
                return false;
            }
        }

        return automaton.Accepts(bytes.Length);
    }
}
