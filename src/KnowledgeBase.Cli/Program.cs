using System.CommandLine;
using KnowledgeBase.Cli;
using KnowledgeBase.Cli.Commands;

switch (args)
{
    case [] or ["help"]:
        args = ["--help"];
        break;
    case ["lucene", .. var rest]:
        return LuceneCommand.Run(rest);
    case ["soak", .. var rest]:
        return await SoakCommand.RunAsync(rest);
}

var kb = new RootCommand("KnowledgeBase: an archive of documents with full-text search, on your own machine.")
{
    Options = { GlobalOptions.Data, GlobalOptions.Verbose },
    Subcommands =
    {
        UpCommand.Create(),
        ServeCommand.Create(),
        IngestCommand.Create(),
        SearchCommand.Create(),
        ArchiveCommands.Status(),
        ArchiveCommands.Check(),
        ArchiveCommands.Reindex(),
        ArchiveCommands.Reextract(),
        ArchiveCommands.Backup(),
        QueueCommand.Create(),
        MetadataCommand.Create(),
        ArchiveCommands.Restore(),
        ArchiveCommands.Erase(),
        KeyCommand.Create(),
        ThesaurusCommand.Create(),
        EvalCommand.Create(),
        new Command("lucene", "The engine alone: build, search, check, dump, bench"),
        new Command("soak", "The long tests: kills, power cuts, damaged files"),
    },
};
return await CommandRun.RunAsync(kb, args);
