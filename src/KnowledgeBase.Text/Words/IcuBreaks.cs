namespace KnowledgeBase.Text.Words;

/// <summary>The few functions of ICU's text breaking.</summary>
internal sealed unsafe class IcuBreaks
{
    private readonly delegate* unmanaged<int, byte*, char*, int, int*, nint> _open;
    private readonly delegate* unmanaged<nint, char*, int, int*, void> _setText;
    private readonly delegate* unmanaged<nint, int> _next;
    private readonly delegate* unmanaged<nint, void> _close;

    private IcuBreaks(IcuLibrary icu)
    {
        Version = icu.Version;
        _open = (delegate* unmanaged<int, byte*, char*, int, int*, nint>)icu.Function("ubrk_open");
        _setText = (delegate* unmanaged<nint, char*, int, int*, void>)icu.Function("ubrk_setText");
        _next = (delegate* unmanaged<nint, int>)icu.Function("ubrk_next");
        _close = (delegate* unmanaged<nint, void>)icu.Function("ubrk_close");
    }

    internal string Version { get; }

    internal static IcuBreaks? Load() => IcuLibrary.Instance is { } icu ? new IcuBreaks(icu) : null;

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
