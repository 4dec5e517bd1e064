using System.Runtime.InteropServices;
using System.Text;

namespace KnowledgeBase.Text.Stemming;

/// <summary>The functions of libstemmer, of whichever version is installed.</summary>
internal static unsafe class Libstemmer
{
    private static readonly string[] Names = ["libstemmer.so.0d", "libstemmer.so.0", "libstemmer.so.2", "libstemmer.so", "libstemmer.dylib"];
    private static readonly nint Library = Load();

    private static readonly delegate* unmanaged<byte*, byte*, nint> NewFunction =
        (delegate* unmanaged<byte*, byte*, nint>)NativeLibrary.GetExport(Library, "sb_stemmer_new");

    private static readonly delegate* unmanaged<nint, void> DeleteFunction =
        (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(Library, "sb_stemmer_delete");

    private static readonly delegate* unmanaged[SuppressGCTransition]<nint, byte*, int, byte*> StemFunction =
        (delegate* unmanaged[SuppressGCTransition]<nint, byte*, int, byte*>)NativeLibrary.GetExport(Library, "sb_stemmer_stem");

    private static readonly delegate* unmanaged[SuppressGCTransition]<nint, int> LengthFunction =
        (delegate* unmanaged[SuppressGCTransition]<nint, int>)NativeLibrary.GetExport(Library, "sb_stemmer_length");

    internal static nint New(string algorithm)
    {
        var name = Encoding.ASCII.GetBytes(algorithm + '\0');
        fixed (byte* first = name)
        {
            var handle = NewFunction(first, null);
            return handle != 0 ? handle : throw new InvalidOperationException($"The installed libstemmer has no algorithm \"{algorithm}\".");
        }
    }

    internal static void Delete(nint handle) => DeleteFunction(handle);

    internal static byte* Stem(nint handle, byte* word, int length) => StemFunction(handle, word, length);

    internal static int Length(nint handle) => LengthFunction(handle);

    private static nint Load()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }

        throw new DllNotFoundException("libstemmer is not installed. On Debian and Ubuntu: apt install libstemmer0d");
    }
}
