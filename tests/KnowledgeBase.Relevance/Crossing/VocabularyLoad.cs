using System.Diagnostics;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>What it costs to read the vocabularies of a folder, and to read dictionaries for languages.</summary>
internal static class VocabularyLoad
{
    public static async Task<int> PrintAsync(string vocabularies, string dictionaries, IReadOnlyList<string> languages)
    {
        var before = GC.GetTotalMemory(true);
        var clock = Stopwatch.StartNew();
        var knowledge = Knowledge.Open(vocabularies, dictionaries, []);
        var (concepts, names) = knowledge.Size;
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine($"vocabularies: {concepts} concepts, {names} names, {(GC.GetTotalMemory(true) - before) >> 20} MB, {clock.Elapsed.TotalSeconds:0.0} s ({processor.TotalSeconds:0.0} s of the processor)");
        foreach (var (file, fault) in knowledge.Damaged)
        {
            Console.WriteLine($"  left out: {file}: {fault}");
        }

        before = GC.GetTotalMemory(true);
        clock.Restart();
        await knowledge.WarmUpAsync(languages);
        Console.WriteLine($"dictionaries: {knowledge.DictionaryWords} words, {(GC.GetTotalMemory(true) - before) >> 20} MB, {clock.Elapsed.TotalSeconds:0.0} s ({(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds:0.0} s of the processor)");
        return 0;
    }
}
