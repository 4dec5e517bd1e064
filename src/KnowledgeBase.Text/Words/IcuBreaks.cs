using System.Runtime.InteropServices;

namespace KnowledgeBase.Text.Words;

/// <summary>The few functions of ICU's text breaking, found under whichever version is installed.</summary>
internal sealed unsafe class IcuBreaks
{
    private const int Newest = 99;
    private const int Oldest = 60;

    private readonly delegate* unmanaged<int, byte*, char*, int, int*, nint> _open;
    private readonly delegate* unmanaged<nint, char*, int, int*, void> _setText;
    private readonly delegate* unmanaged<nint, int> _next;
    private readonly delegate* unmanaged<nint, void> _close;

    private IcuBreaks(nint library, int version)
    {
        Version = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _open = (delegate* unmanaged<int, byte*, char*, int, int*, nint>)NativeLibrary.GetExport(library, $"ubrk_open_{Version}");
        _setText = (delegate* unmanaged<nint, char*, int, int*, void>)NativeLibrary.GetExport(library, $"ubrk_setText_{Version}");
        _next = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, $"ubrk_next_{Version}");
        _close = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, $"ubrk_close_{Version}");
    }

    internal string Version { get; }

    internal static IcuBreaks? Load()
    {
        for (var version = Newest; version >= Oldest; version--)
        {
            if (NativeLibrary.TryLoad($"libicuuc.so.{version}", out var library))
            {
                return new IcuBreaks(library, version);
            }
        }

        return null;
    }

    internal nint Open(int kind, ReadOnlySpan<byte> locale, int* status)
    {
        fixed (byte* name = locale)
        {
            return _open(kind, name, null, 0, status);
        }
    }

    internal void SetText(nint iterator, char* text, int length, int* status) => _setText(iterator, text, length, status);

    internal int Next(nint iterator) => _next(iterator);

    internal void Close(nint iterator) => _close(iterator);
}
