using KnowledgeBase.Search.Querying;

namespace KnowledgeBase.Search.Tests.Querying;

public class QueryParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("trasporto pubblico", "trasporto pubblico")]
    [InlineData("  \"exact phrase\"  ", "\"exact phrase\"")]
    [InlineData("\"two words\"~5", "\"two words\"~5")]
    [InlineData("“mobilité douce”", "\"mobilité douce\"")]
    [InlineData("«città giardino»", "\"città giardino\"")]
    [InlineData("tram OR metro", "tram OR metro")]
    [InlineData("a OR b OR c d", "a OR b OR c d")]
    [InlineData("(a b) OR c", "(a b) OR c")]
    [InlineData("a (b OR c)", "a b OR c")]
    [InlineData("tram NOT bus", "tram -bus")]
    [InlineData("tram -bus", "tram -bus")]
    [InlineData("+tram bus", "+tram bus")]
    [InlineData("a AND b c", "+a +b c")]
    [InlineData("a AND (", "a")]
    [InlineData("a OR (b", "a OR b")]
    [InlineData("-(a b)", "-(a b)")]
    [InlineData("-(a OR b)", "-(a OR b)")]
    [InlineData("urb*", "urb*")]
    [InlineData("*a*", "*a*")]
    [InlineData("*", "*")]
    [InlineData("w?rd", "w?rd")]
    [InlineData("word~", "word~")]
    [InlineData("word~1", "word~1")]
    [InlineData("Title:piano", "title:piano")]
    [InlineData("place:\"New York\"", "place:\"New York\"")]
    [InlineData("year:2001..2006", "year:2001..2006")]
    [InlineData("year:2006..2001", "year:2001..2006")]
    [InlineData("year:2001", "year:2001")]
    [InlineData("year:2001..", "year:2001..")]
    [InlineData("year:..2006", "year:..2006")]
    [InlineData("-language:it", "-language:it")]
    public void The_query_language_is_read(string typed, string read) =>
        Assert.Equal(read, QueryParser.Parse(typed).Root.ToString());

    [Theory]
    [InlineData("\"half open quote", "half open quote")]
    [InlineData("a OR", "a or")]
    [InlineData("OR a", "or a")]
    [InlineData("NOT", "not")]
    [InlineData("AND", "and")]
    [InlineData("a )b( c", "a b c")]
    [InlineData("((((", "")]
    [InlineData("(a", "a")]
    [InlineData("- a + b", "a b")]
    [InlineData("roma -- torino", "roma torino")]
    [InlineData("--torino", "torino")]
    [InlineData("&& || !! ~ ^ \\", "")]
    [InlineData("\"\"", "")]
    [InlineData("title:", "title")]
    [InlineData("year:soon", "year soon")]
    [InlineData("http://example.org/a", "http://example.org/a")]
    [InlineData("unknown:value", "unknown:value")]
    [InlineData("what is density?", "what is density")]
    [InlineData("U.E. COM(2019) 640", "U.E COM/2019 640")]
    [InlineData("(see COM(2019) 640)", "see COM/2019 640")]
    [InlineData("תב\"ע חדשה", "תב\"ע חדשה")]
    [InlineData("\"תב\"ע חדשה\"", "\"תב\"ע חדשה\"")]
    [InlineData("tram o metro e non bus", "tram o metro e non bus")]
    [InlineData("rock and roll or not", "rock and roll or not")]
    public void Anything_else_is_words(string typed, string read) =>
        Assert.Equal(read, QueryParser.Parse(typed).Root.ToString());

    [Theory]
    [InlineData("Wer bezahlt Masken für Patientinnen und -patienten (im Betrieb)?", "Wer bezahlt Masken für Patientinnen und patienten im Betrieb")]
    [InlineData("Ho una malattia rara, rischio di contrarre il virus COVID -19?", "Ho una malattia rara rischio di contrarre il virus COVID 19")]
    [InlineData("Was bedeutet \"Sperrstunde\"?", "Was bedeutet Sperrstunde")]
    [InlineData("What does “complete streets” mean for \"cyclists\"?", "What does complete streets mean for cyclists \"complete streets\"")]
    [InlineData("Est-il vrai que « Paris » a plus de tramways ?", "Est-il vrai que Paris a plus de tramways")]
    [InlineData("what is +said of *cold* spots: here and there ?", "what is said of cold spots here and there")]
    [InlineData("Give the theory (if any) of wings -in particular thin ones- and flutter .", "Give the theory if any of wings in particular thin ones and flutter")]
    [InlineData("COM(2019) 640, what of it?", "COM/2019 640 what of it")]
    public void A_sentence_has_no_operators(string typed, string read) =>
        Assert.Equal(read, QueryParser.Parse(typed).Root.ToString());

    [Theory]
    [InlineData("\"green belt\"?", "\"green belt\"")]
    [InlineData("tram -bus.", "tram -bus")]
    [InlineData("what of trams language:it?", "what of trams language:it")]
    public void What_is_no_sentence_keeps_them(string typed, string read) =>
        Assert.Equal(read, QueryParser.Parse(typed).Root.ToString());

    [Fact]
    public void A_very_long_query_is_bounded_and_says_so()
    {
        var parsed = QueryParser.Parse(string.Join(' ', Enumerable.Repeat("ab", 5000)));

        Assert.Equal(QueryParser.MaxLeaves, parsed.Root.Clauses.Count);
        Assert.Equal(2, parsed.Notices.Count);
    }

    [Fact]
    public void Deep_brackets_are_read_without_deep_recursion() =>
        Assert.Equal("a", QueryParser.Parse(new string('(', 900) + "a" + new string(')', 900)).Root.ToString());
}
