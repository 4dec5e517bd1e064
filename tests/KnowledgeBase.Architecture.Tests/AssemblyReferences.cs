using System.Reflection;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>The arrows between the rooms of the house: read from the compiled assemblies, so that none can be added unseen.</summary>
public class AssemblyReferences
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["KnowledgeBase.Engine"] = [],
        ["KnowledgeBase.Text"] = [],
        ["KnowledgeBase.Extraction"] = [],
        ["KnowledgeBase.Extraction.Worker"] = ["KnowledgeBase.Extraction"],
        ["KnowledgeBase.Catalogue"] = [],
        ["KnowledgeBase.Search"] = ["KnowledgeBase.Engine", "KnowledgeBase.Text"],
        ["KnowledgeBase.Ingestion"] =
            ["KnowledgeBase.Catalogue", "KnowledgeBase.Extraction", "KnowledgeBase.Search", "KnowledgeBase.Text"],
        ["KnowledgeBase.Web"] =
            ["KnowledgeBase.Catalogue", "KnowledgeBase.Search", "KnowledgeBase.Ingestion"],
    };

    public static TheoryData<string> Rooms => new(Allowed.Keys);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_it_may(string room)
    {
        var used = Assembly.Load(room).GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => n.StartsWith("KnowledgeBase.", StringComparison.Ordinal));
        Assert.Empty(used.Except(Allowed[room]));
    }

    [Theory]
    [InlineData("KnowledgeBase.Engine")]
    [InlineData("KnowledgeBase.Text")]
    [InlineData("KnowledgeBase.Extraction")]
    public void The_core_rooms_use_the_base_class_library_alone(string room)
    {
        var foreign = Assembly.Load(room).GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && n is not ("System" or "Microsoft.Win32.Primitives" or "netstandard" or "mscorlib"));
        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("KnowledgeBase.Engine")]
    [InlineData("KnowledgeBase.Text")]
    [InlineData("KnowledgeBase.Search")]
    [InlineData("KnowledgeBase.Extraction.Worker")]
    public void Only_the_catalogue_knows_a_database_and_only_the_site_knows_the_web(string room)
    {
        var used = Assembly.Load(room).GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(used, n => n.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }
}
