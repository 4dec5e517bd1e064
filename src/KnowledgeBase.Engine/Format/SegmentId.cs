using System.Security.Cryptography;

namespace KnowledgeBase.Engine.Format;

/// <summary>The 16 random bytes that tell files of one segment, or of one state of it, from all others.</summary>
internal static class SegmentId
{
    public static byte[] New() => RandomNumberGenerator.GetBytes(Envelope.IdLength);
}
