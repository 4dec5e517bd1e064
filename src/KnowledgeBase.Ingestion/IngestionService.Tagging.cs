using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Describing;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Ingestion;

/// <summary>Tagging what is in the archive already, when a vocabulary comes or goes.</summary>
public sealed partial class IngestionService
{
    private const int TagsAtOnce = 20;

    private readonly Lock tagging = new();

    /// <summary>Completes when documents are tagged with the vocabularies that are there now; for those who wait for it.</summary>
    public Task TagAgainAsync(CancellationToken cancellation = default) => tagger is null ? Task.CompletedTask : Task.Run(
        () =>
        {
            lock (tagging)
            {
                while (!TagAll(tagger, cancellation))
                {
                }
            }
        },
        cancellation);

    /// <summary>False when others came meanwhile: then what was tagged so far is out of date.</summary>
    private bool TagAll(ConceptTagger by, CancellationToken cancellation)
    {
        var state = StateOf(by);
        var (before, last) = ReadTagged();
        if (before == state && last.Length == 0)
        {
            return true;
        }

        // Documents are taken in the order of their ids: a stop in between goes on behind the last one.
        var after = before == state ? last : "";
        foreach (var some in catalogue.Searchable().Keys.Order(StringComparer.Ordinal).Where(id => string.CompareOrdinal(id, after) > 0).Chunk(TagsAtOnce))
        {
            foreach (var id in some)
            {
                cancellation.ThrowIfCancellationRequested();
                TagAgain(id, by);
            }

            WriteTagged(state + "\n" + some[^1] + "\n");
            pipeline.ToIndex.Raise();
            if (StateOf(by) != state)
            {
                return false;
            }
        }

        WriteTagged(state + "\n");
        return true;
    }

    private void TagAgain(string id, ConceptTagger by)
    {
        if (catalogue.FindForIndex(id) is not { } record)
        {
            return;
        }

        using var text = texts.Open(record.Files[0].Sha256);
        if (text is not null)
        {
            catalogue.Tag(id, Tags.Of(by, record.Title, record.Language, text.Pages.Select(p => (text.TextOf(p), p.Language))));
        }
    }

    /// <summary>Looks from time to time whether the vocabularies are others than those the documents are tagged with.</summary>
    private Task WatchVocabulariesAsync(CancellationToken cancellation) => Task.Run(
        async () =>
        {
            while (tagger is not null)
            {
                try
                {
                    await TagAgainAsync(cancellation).ConfigureAwait(false);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    announcer.Trouble(fault);
                }

                await Task.Delay(options.VocabulariesEvery, clock, cancellation).ConfigureAwait(false);
            }
        },
        cancellation);

    private static string StateOf(ConceptTagger tagger) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConceptTagger.Version + tagger.State)));

    /// <summary>Whole or as before; were it lost, documents would be tagged once more.</summary>
    private void WriteTagged(string text)
    {
        File.WriteAllText(directory.Tagged + ".part", text);
        File.Move(directory.Tagged + ".part", directory.Tagged, overwrite: true);
    }

    /// <summary>The vocabularies that were last tagged with, and the last document of a round that did not come to its end.</summary>
    private (string State, string Last) ReadTagged()
    {
        string[] lines = File.Exists(directory.Tagged) ? File.ReadAllLines(directory.Tagged) : [];
        return (lines.ElementAtOrDefault(0) ?? "", lines.ElementAtOrDefault(1) ?? "");
    }
}
