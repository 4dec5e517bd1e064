namespace KnowledgeBase.Engine.Format;

/// <summary>The bytes of an index are not what the format demands. The message names the file, the place and what is wrong.</summary>
public class IndexFormatException : IOException
{
    public IndexFormatException(string file, string message)
        : base($"{file}: {message}") => File = file;

    public IndexFormatException(string file, string message, Exception inner)
        : base($"{file}: {message}", inner) => File = file;

    /// <summary>The damaged file, by name.</summary>
    public string File { get; }
}

/// <summary>The index is sound, but written with a feature or version that this engine refuses by name.</summary>
public sealed class UnsupportedIndexException(string file, string feature) : IndexFormatException(file, feature);
