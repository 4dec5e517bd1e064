using System.Xml;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Tells faults that damaged files cause in the libraries that read them from faults of ours.</summary>
public static class Damage
{
    private const string PackageLibrary = "DocumentFormat.OpenXml";

    public static bool Caused(Exception error) =>
        error is XmlException or InvalidDataException or IOException or FormatException or OverflowException or ArgumentException
            or System.Text.DecoderFallbackException or NotSupportedException or KeyNotFoundException or UriFormatException
        || error.GetType().FullName == PackageLibrary + ".Packaging.OpenXmlPackageException"
        || (error is InvalidOperationException or NullReferenceException or InvalidCastException && IsOfLibrary(error.Source));

    private static bool IsOfLibrary(string? source) =>
        source is "System.IO.Packaging" or "System.Private.Xml" || (source?.StartsWith(PackageLibrary, StringComparison.Ordinal) ?? false);
}
