using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KnowledgeBase.Extraction.Protocol;

/// <summary>Messages on a pipe: four bytes of length, little-endian, then UTF-8 JSON of that length.</summary>
public static class Frames
{
    /// <summary>Largest frame; a longer one breaks the conversation.</summary>
    public const int MaxBytes = 96 << 20;

    private const int MostPooled = 1 << 20;

    /// <exception cref="InvalidDataException">The message is longer than a frame may be.</exception>
    public static async Task WriteAsync<T>(Stream pipe, T message, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        // Written into one growing buffer and sent from there: a frame can be large, and memory is short in a worker.
        var frame = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(frame, new JsonWriterOptions { Encoder = type.Options.Encoder }))
        {
            JsonSerializer.Serialize(writer, message, type);
        }

        var length = frame.WrittenCount;
        if (length > MaxBytes)
        {
            throw new InvalidDataException("A message is longer than a frame may be.");
        }

        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, length);
        await pipe.WriteAsync(head, cancellation).ConfigureAwait(false);
        await pipe.WriteAsync(frame.WrittenMemory, cancellation).ConfigureAwait(false);
        await pipe.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The next message and its size in bytes, or null when the other side has closed the pipe.</summary>
    /// <exception cref="InvalidDataException">What comes is no frame, or one above <paramref name="maxBytes"/>.</exception>
    /// <exception cref="EndOfStreamException">The pipe closed within a frame.</exception>
    public static async Task<(T Message, int Bytes)?> ReadAsync<T>(
        Stream pipe, JsonTypeInfo<T> type, long maxBytes, CancellationToken cancellation)
    {
        var head = new byte[4];
        var got = await pipe.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (got == 0)
        {
            return null;
        }

        if (got < 4)
        {
            throw new EndOfStreamException("The pipe closed within a frame.");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 2 || length > MaxBytes || length > maxBytes)
        {
            throw new InvalidDataException("A frame has an impossible length.");
        }

        // Frames are small as a rule, and their memory is used again and again; that of a large one would stay for ever.
        var pooled = length <= MostPooled;
        var body = pooled ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];
        try
        {
            await pipe.ReadExactlyAsync(body.AsMemory(0, length), cancellation).ConfigureAwait(false);
            var message = JsonSerializer.Deserialize(body.AsSpan(0, length), type)
                ?? throw new InvalidDataException("A frame holds no message.");
            return (message, length + 4);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("A frame holds no valid message.", error);
        }
        finally
        {
            if (pooled)
            {
                ArrayPool<byte>.Shared.Return(body);
            }
        }
    }
}
