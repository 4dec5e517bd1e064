using System.Globalization;

namespace KnowledgeBase.Site.Tests.Support;

/// <summary>A folder on the disk as a person drags it into the browser: reports in four parts, and one file that cannot be read.</summary>
public sealed class DroppedFolder : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("dropped-").FullName;

    public DroppedFolder(string name, int reports)
    {
        Path = System.IO.Path.Combine(_above, name);
        for (var i = 0; i < reports; i++)
        {
            var part = Directory.CreateDirectory(System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"part {i % 4}")));
            File.WriteAllText(System.IO.Path.Combine(part.FullName, string.Create(CultureInfo.InvariantCulture, $"report {i}.txt")),
                string.Create(CultureInfo.InvariantCulture, $"The dropped report number {i} of {name}."));
        }

        File.WriteAllText(System.IO.Path.Combine(Path, "part 0", "broken.bin"), "BROKEN " + name);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(_above, recursive: true);
}
