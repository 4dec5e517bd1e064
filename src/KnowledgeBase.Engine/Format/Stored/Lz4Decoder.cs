using System.Buffers.Binary;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>
/// The raw LZ4 block format (Y. Collet, "LZ4 Block Format Description"): token, literals, two-byte little-endian distance;
/// the decoder is told how much comes out and stops there.
/// </summary>
public static class Lz4Decoder
{
    /// <summary>
    /// Fills <paramref name="output"/> from <paramref name="start"/> to <paramref name="end"/>; matches may reach back to its beginning
    /// (so a dictionary stands there, before the start).
    /// </summary>
    public static void Decode(ref ByteReader input, byte[] output, int start, int end)
    {
        int at = start;
        if (start == end)
        {
            if (input.ReadByte() != 0)
            {
                input.Fail("an empty compressed block is not empty");
            }

            return;
        }

        while (true)
        {
            int token = input.ReadByte();
            int literals = ReadLength(ref input, token >> 4, end - at);
            input.ReadBytes(literals).CopyTo(output.AsSpan(at));
            at += literals;
            if (at == end)
            {
                return;
            }

            int distance = BinaryPrimitives.ReadUInt16LittleEndian(input.ReadBytes(2));
            int length = ReadLength(ref input, token & 15, end - at) + 4;
            if (distance == 0 || distance > at || length > end - at)
            {
                input.Fail("a compressed block copies from outside itself");
            }

            if (distance >= length)
            {
                output.AsSpan(at - distance, length).CopyTo(output.AsSpan(at));
                at += length;
            }
            else
            {
                for (int stop = at + length; at < stop; at++)
                {
                    output[at] = output[at - distance];
                }
            }

            if (at == end)
            {
                // Compressors end a block with literals; one that does not leaves a last token of zero literals.
                return;
            }
        }
    }

    private static int ReadLength(ref ByteReader input, int nibble, int most)
    {
        int length = nibble;
        if (nibble == 15)
        {
            byte more;
            do
            {
                more = input.ReadByte();
                length += more;
                if (length > most)
                {
                    input.Fail("a compressed block is longer than it says");
                }
            }
            while (more == 255);
        }

        if (length > most)
        {
            input.Fail("a compressed block is longer than it says");
        }

        return length;
    }
}
