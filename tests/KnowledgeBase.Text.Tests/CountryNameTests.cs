using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Text.Tests;

public class CountryNameTests
{
    [Theory]
    [InlineData("EC", "fr", "Équateur")]
    [InlineData("EC", "en", "Ecuador")]
    [InlineData("DE", "it", "Germania")]
    [InlineData("DE", "fi", "Saksa")]
    [InlineData("GR", "el", "Ελλάδα")]
    public void A_country_has_its_name_in_each_language(string country, string language, string name) =>
        Assert.Contains(CountryNames.All.Single(c => c.Id == "country:" + country).Labels, l => l.Language == language && l.Text == name);

    [Fact]
    public void A_language_without_a_name_for_a_country_is_given_none_of_another() =>
        Assert.All(CountryNames.All, c => Assert.DoesNotContain(c.Labels, l => l.Text.Length == 2 && l.Text == c.Id[^2..]));
}
