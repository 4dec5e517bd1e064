namespace KnowledgeBase.Catalogue.Tests;

public class Visibility
{
    [Fact]
    public void A_draft_shows_in_no_call_to_a_reader_without_rights()
    {
        using var temporary = new TemporaryCatalogue();
        var catalogue = temporary.Catalogue;
        var metadata = new RecordChange
        {
            Title = "Secret",
            Places = new[] { Places.Find("Torino")! },
            Themes = new[] { "housing" },
            Collection = "hidden",
        };
        var draft = temporary.Searchable(metadata, DocumentVisibility.Draft);
        var parent = temporary.Searchable();
        var child = temporary.Searchable(visibility: DocumentVisibility.Draft, parent: parent);

        foreach (var sees in new[] { DocumentVisibility.Public, DocumentVisibility.Registered })
        {
            Assert.Null(catalogue.Find(draft, sees));
            Assert.Null(catalogue.Find(child, sees));
            Assert.Empty(catalogue.Children(parent, sees));
            Assert.Equal([parent], catalogue.Newest(sees, 10).Select(d => d.Id));
            Assert.Empty(catalogue.CountByPlace(sees));
            Assert.Empty(catalogue.CountByTheme(sees));
            Assert.Equal(1, Assert.Single(catalogue.CountByLanguage(sees)).Count);
            Assert.DoesNotContain(catalogue.CountByCollection(sees), c => c.Value == "hidden");
            Assert.Null(catalogue.FindPlace("torino", sees));
            Assert.Equal((1, 4, 100), ((int)catalogue.Numbers(sees).Documents, (int)catalogue.Numbers(sees).Pages, (int)catalogue.Numbers(sees).Bytes));
            Assert.Empty(catalogue.Unfinished(sees));
            Assert.Empty(catalogue.NearDuplicates(parent, sees));
        }

        Assert.Equal("Secret", catalogue.Find(draft, DocumentVisibility.Draft)!.Title);
        Assert.Equal(child, Assert.Single(catalogue.Children(parent, DocumentVisibility.Draft)).Id);
        Assert.Equal(new ValueCount("torino", "Torino", 1), Assert.Single(catalogue.CountByPlace(DocumentVisibility.Draft)));
        catalogue.Withdraw(draft, "ada");
        Assert.Null(catalogue.FindTombstone(draft, DocumentVisibility.Registered));
    }

    [Fact]
    public void Making_a_document_a_draft_hides_what_was_found_inside_it()
    {
        using var temporary = new TemporaryCatalogue();
        var parent = temporary.Searchable();
        var child = temporary.Searchable(parent: parent);
        temporary.Catalogue.Edit(parent, new RecordChange { Visibility = DocumentVisibility.Draft }, "ada");
        Assert.Null(temporary.Catalogue.Find(child, DocumentVisibility.Public));
    }

    [Fact]
    public void Near_duplicates_are_found_by_fingerprint_within_three_bits()
    {
        using var temporary = new TemporaryCatalogue();
        var catalogue = temporary.Catalogue;
        string With(ulong fingerprint)
        {
            var id = catalogue.Receive(temporary.File()).Id;
            catalogue.RecordReading(id, new Reading { Result = DocumentState.Indexed, Outcome = "ok", Fingerprint = fingerprint });
            temporary.Index();
            return id;
        }

        var one = With(0x8000_0000_0000_FFFF);
        var near = With(0x8000_0100_0001_FFFE);
        With(0x8001_0101_0001_FFFE);
        Assert.Equal((near, 3), Assert.Single(catalogue.NearDuplicates(one, DocumentVisibility.Public)) is var d ? (d.Id, d.DifferingBits) : default);
    }
}
