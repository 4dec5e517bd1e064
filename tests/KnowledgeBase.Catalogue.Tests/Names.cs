using FsCheck;
using FsCheck.Fluent;

namespace KnowledgeBase.Catalogue.Tests;

public class Names
{
    [Theory]
    [InlineData("Torino", "torino")]
    [InlineData("Turin", "torino")]
    [InlineData("トリノ", "torino")]
    [InlineData("São Paulo", "sao-paulo")]
    [InlineData("MÜNCHEN", "munchen")]
    [InlineData("Muenchen", "munchen")]
    [InlineData("北京", "beijing")]
    [InlineData("Αθήνα", "athens")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Valencia, VE", "valencia-ve")]
    [InlineData("Valencia (ES)", "valencia")]
    [InlineData("Borgo San Nessuno", "borgo-san-nessuno")]
    [InlineData("Reggio nell'Emilia", "reggio-nellemilia")]
    public void A_place_has_one_slug_under_all_its_names(string name, string slug) => Assert.Equal(slug, Places.Find(name)!.Slug);

    [Theory]
    [InlineData("")]
    [InlineData("  ·  ")]
    public void A_name_without_letters_is_no_place(string name) => Assert.Null(Places.Find(name));

    [Fact]
    public void The_themes_are_26_and_found_by_slug_and_label()
    {
        Assert.Equal(26, Themes.All.Count);
        Assert.All(Themes.All, t =>
        {
            Assert.Same(t, Themes.Find(t.Slug));
            Assert.Same(t, Themes.Find(t.English.ToUpperInvariant()));
            Assert.Same(t, Themes.Find(t.Italian));
        });
        Assert.Null(Themes.Find("astrology"));
    }

    [Fact]
    public void A_slug_of_a_slug_is_itself() =>
        Prop.ForAll<string?>(s => Slug.Of(Slug.Of(s ?? "")) == Slug.Of(s ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void Ids_are_well_formed_and_differ()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => DocumentId.Create()).ToHashSet();
        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.True(DocumentId.IsWellFormed(id)));
        Assert.All(["", null, "0123456789a", "012345678u", "../../etc/", "0123456789 "], id => Assert.False(DocumentId.IsWellFormed(id)));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("not a url")]
    public void A_source_address_is_a_web_address(string url) =>
        Assert.Equal(CatalogueFault.Invalid, Assert.Throws<CatalogueException>(() => RecordRules.Check(new RecordChange { SourceUrl = url })).Fault);

    [Fact]
    public void A_title_loses_what_is_not_for_reading() =>
        Assert.Equal("Piano txt.exe", RecordRules.Check(new RecordChange { Title = " Piano\u0000\u202E\n\ttxt.exe " }).Title.Value);

    [Fact]
    public void Impossible_values_are_refused_with_a_sentence()
    {
        RecordChange[] impossible =
        [
            new() { Title = " " }, new() { Title = new string('x', 251) }, new() { Year = 99 }, new() { Period = "last year" },
            new() { Themes = new[] { "astrology" } }, new() { RecordType = "poem" }, new() { Language = "Italian!" }, new() { Access = "maybe" },
            new() { Collection = "" }, new() { Authors = Enumerable.Range(0, 101).Select(i => $"a{i}").ToArray() }, new() { Visibility = (DocumentVisibility)7 },
        ];
        Assert.All(impossible, change => Assert.EndsWith(".", Assert.Throws<CatalogueException>(() => RecordRules.Check(change)).Message, StringComparison.Ordinal));
    }
}
