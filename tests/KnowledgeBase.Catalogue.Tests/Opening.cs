using KnowledgeBase.Catalogue.Storage;
using Microsoft.Data.Sqlite;

namespace KnowledgeBase.Catalogue.Tests;

public class Opening
{
    public static TheoryData<int> PastVersions => [.. Enumerable.Range(0, Schema.Newest + 1)];

    [Theory]
    [MemberData(nameof(PastVersions))]
    public void A_catalogue_of_any_past_version_opens_and_works(int version)
    {
        var folder = Directory.CreateTempSubdirectory("kb-schema-");
        var path = Path.Combine(folder.FullName, "catalogue.db");
        using (var connection = Connections.Open(Connections.To(path, pooled: false)))
        {
            Schema.Upgrade(connection, version);
            Assert.Equal(version, Schema.Version(connection));
        }

        using (var catalogue = DocumentCatalogue.Open(path))
        {
            var receipt = catalogue.Receive(new Arrival { Sha256 = "00", Size = 1, MediaType = "text/plain", Name = "a", Collection = "c", By = "b" });
            Assert.NotNull(catalogue.Find(receipt.Id, DocumentVisibility.Draft));
            Assert.Empty(catalogue.CheckFile());
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_catalogue_of_a_newer_program_is_refused_with_advice()
    {
        using var temporary = new TemporaryCatalogue();
        using (var connection = Connections.Open(Connections.To(temporary.Path, pooled: false)))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 9999";
            command.ExecuteNonQuery();
        }

        Assert.Equal(CatalogueFault.Damaged, Assert.Throws<CatalogueException>(() => DocumentCatalogue.Open(temporary.Path)).Fault);
    }

    [Fact]
    public void A_file_that_is_no_catalogue_is_refused_with_advice()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, new string('x', 10_000));
        var fault = Assert.Throws<CatalogueException>(() => DocumentCatalogue.Open(path));
        Assert.Contains("restore", fault.Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void A_commit_is_on_the_disk_and_references_are_checked()
    {
        using var temporary = new TemporaryCatalogue();
        using var connection = Connections.Open(Connections.To(temporary.Path));
        long Pragma(string name)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA {name}";
            return (long)command.ExecuteScalar()!;
        }

        Assert.Equal((2, 1, 1), ((int)Pragma("synchronous"), (int)Pragma("foreign_keys"), (int)Pragma("secure_delete")));
        using var bad = connection.CreateCommand();
        bad.CommandText = "INSERT INTO document_themes VALUES ('nobody', 'housing', 0)";
        Assert.Throws<SqliteException>(() => bad.ExecuteNonQuery());
    }

    [Fact]
    public void Many_threads_read_and_write_at_once()
    {
        using var temporary = new TemporaryCatalogue();
        var files = Enumerable.Range(0, 40).Select(i => temporary.File($"{i}.txt")).ToList();
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 8 }, file =>
        {
            var id = temporary.Catalogue.Receive(file).Id;
            temporary.Catalogue.Edit(id, new RecordChange { Title = "Edited" }, "ada");
            Assert.Equal("Edited", temporary.Catalogue.Find(id, DocumentVisibility.Draft)!.Title);
        });
        Assert.Equal(40, temporary.Catalogue.QueueNumbers().ToRead);
        Assert.Equal(40, temporary.Catalogue.AllIds().Count);
    }

    [Fact]
    public void A_key_is_shown_once_kept_hashed_and_can_be_revoked()
    {
        using var temporary = new TemporaryCatalogue();
        var key = temporary.Catalogue.AddKey("Ufficio studi");
        Assert.Equal("Ufficio studi", temporary.Catalogue.KeyName(key));
        Assert.Null(temporary.Catalogue.KeyName(key + "0"));
        Assert.Throws<CatalogueException>(() => temporary.Catalogue.AddKey("Ufficio studi"));
        Assert.DoesNotContain(key, File.ReadAllText(temporary.Path, System.Text.Encoding.Latin1), StringComparison.Ordinal);
        Assert.True(temporary.Catalogue.RevokeKey("Ufficio studi"));
        Assert.Null(temporary.Catalogue.KeyName(key));
    }

    [Fact]
    public void A_copy_made_while_in_use_holds_one_moment()
    {
        using var temporary = new TemporaryCatalogue();
        var id = temporary.Searchable();
        var copy = Path.Combine(temporary.Folder, "copy.db");
        temporary.Catalogue.CopyTo(copy);
        using var opened = DocumentCatalogue.Open(copy);
        Assert.Equal(id, Assert.Single(opened.Newest(DocumentVisibility.Public, 9)).Id);
    }
}
