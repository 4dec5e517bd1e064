using System.Globalization;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Text;

/// <summary>The installed ICU of whichever version: its functions carry the version in their names.</summary>
internal sealed class IcuLibrary
{
    private const int Newest = 99;
    private const int Oldest = 60;

    private static readonly Lazy<IcuLibrary?> Installed = new(Find);

    private readonly nint _library;

    private IcuLibrary(nint library, int version) => (_library, Version) = (library, version.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null where none is installed.</summary>
    public static IcuLibrary? Instance => Installed.Value;

    /// <summary>The major version: "72".</summary>
    public string Version { get; }

    /// <summary>The address of a function, named without its version: "ubrk_open".</summary>
    /// <exception cref="EntryPointNotFoundException">This ICU has none of that name.</exception>
    public nint Function(string name) => NativeLibrary.GetExport(_library, $"{name}_{Version}");

    private static IcuLibrary? Find()
    {
        for (var version = Newest; version >= Oldest; version--)
        {
            if (NativeLibrary.TryLoad($"libicuuc.so.{version}", out var library))
            {
                return new IcuLibrary(library, version);
            }
        }

        return null;
    }
}
