using FsCheck;
using FsCheck.Fluent;

namespace KnowledgeBase.Text.Tests;

public class HostileTextTests
{
    private static readonly string[] Languages = ["und", "it", "tr", "th", "zh", "he", "pl", "ko", "en", "xx", ""];

    // Letters, marks, joiners, quotes, figures and halves of characters, in any order.
    private static readonly Arbitrary<char[]> Any = Gen.OneOf(
        Gen.Choose(0, 0xFFFF).Select(code => (char)code),
        Gen.Elements("aZ'’.·-\n\u00AD\u0301 0९,²€İßﬁ\uD83D\uDE00\uD840\uDC00\u200D城カｶﾞ한กำเ\u0E31עא\"״".ToCharArray())).ArrayOf().ToArbitrary();

    [Fact]
    public void Any_text_gives_tokens_inside_it_in_order() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Any, characters =>
        {
            var text = new string(characters);
            foreach (var language in Languages)
            {
                var last = 0;
                var first = true;
                foreach (var token in Analysed.Document(text, language))
                {
                    Assert.InRange(token.Start, 0, text.Length - 1);
                    Assert.InRange(token.Length, 1, text.Length - token.Start);
                    Assert.InRange(token.PositionIncrement, first ? 1 : 0, 1);
                    Assert.True(token.PositionIncrement == 0 || token.Start >= last);
                    Assert.NotEmpty(token.Folded);
                    Assert.NotEmpty(token.Exact);
                    last = token.Start;
                    first = false;
                }
            }
        }));

    [Fact]
    public void The_tokens_at_some_positions_are_those_of_the_whole_analysis() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Any, ArbMap.Default.ArbFor<int[]>(), (characters, wanted) =>
        {
            var text = new string(characters);
            int[] positions = [.. wanted.Order()];
            foreach (var language in Languages)
            {
                const int First = 5;
                var (all, some, position) = (Analysed.Document(text, language), new List<Token>(), First - 1);
                var expected = all.Where(t => positions.Contains(position += t.PositionIncrement)).ToList();
                Assert.Equal(all.Sum(t => t.PositionIncrement), TextAnalyzer.AnalyzeAt(text, language, positions, First, some));
                Assert.Equal(expected, some);
            }
        }));

    [Fact]
    public void Any_query_is_found_in_itself() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Any, characters =>
        {
            var text = new string(characters).Replace("-\n", "- ").Replace("\u00AD", "").Replace("\n", " ");
            if (Analysed.Query(text, QueryUse.Phrase).Count > 0)
            {
                Assert.True(Analysed.FindsPhrase(text, text, "und"));
            }
        }));

    [Fact]
    public void Any_text_has_a_language_or_none_and_passages_that_cover_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Any, characters =>
        {
            var text = new string(characters);
            Assert.InRange(LanguageDetector.Detect(text).Probability, 0, 1);
            var at = 0;
            foreach (var passage in LanguageDetector.Passages(text))
            {
                Assert.Equal(at, passage.Start);
                at += passage.Length;
            }

            Assert.Equal(text.Length, at);
        }));

    [Fact]
    public void A_word_of_a_million_letters_is_only_a_long_word()
    {
        Assert.Single(Analysed.Document(new string('a', 1_000_000), "it"));
        Assert.Single(Analysed.Document(string.Concat(Enumerable.Repeat("l'", 1000)) + "a\u0301", "fr"));
    }

    [Fact]
    public void Many_threads_get_the_same_tokens()
    {
        const string Text = "Le amministrazioni comunali dell'Unione trasportano persone; การพัฒนาเมือง 城市规划";
        var expected = Analysed.Document(Text, "it");
        Parallel.For(0, 200, i => Assert.Equal(expected, Analysed.Document(Text, "it")));
    }
}
