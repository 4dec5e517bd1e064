using System.CommandLine;
using KnowledgeBase.Cli.Connection;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search.Evaluation;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb eval COLLECTION</c>: a retrieval collection through the product's own detection, analysis and ranking, as a TREC run.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var collection = new Argument<string>("COLLECTION") { Description = "Folder with corpus.jsonl (or .jsonl.gz) and queries.tsv" };
        var queries = new Option<string?>("--queries") { Description = "Another folder to take queries.tsv from" };
        var run = new Option<string>("--run") { Description = "The TREC run to write", Required = true };
        var command = new Command("eval", "Answer the queries of a retrieval collection, top 100") { collection, queries, run };
        command.SetAction(parse =>
        {
            // As the search box would: with the vocabularies of the data directory and the installed dictionaries.
            var knowledge = Archive.Translating(DataDirectory.VocabulariesOf(parse.DataDirectory()));
            RetrievalEvaluation.Run(parse.GetValue(collection)!, parse.GetValue(queries), parse.GetValue(run)!, knowledge);
            return ExitCode.Done;
        });
        return command;
    }
}
