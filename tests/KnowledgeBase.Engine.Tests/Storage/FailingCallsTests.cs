using KnowledgeBase.Cli.Lucene.Soaking;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Storage;

/// <summary>A session of the engine on a file system that fails at single calls; the soak goes through all of them.</summary>
public sealed class FailingCallsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("failing").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Failure.Once)]
    [InlineData(Failure.Broken)]
    [InlineData(Failure.Full)]
    public void A_failing_call_is_reported_loses_nothing_and_the_session_goes_on(Failure failure)
    {
        int reported = 0;
        foreach (int call in (int[])[1, 2, 3, 4, 6, 40, 171, 498])
        {
            string place = Path.Combine(folder, $"{call}");
            Directory.CreateDirectory(place);
            var calls = new FailingCalls(failure, call);
            using var directory = new FileSystemDirectory(place, calls);
            var session = new FaultSession(directory, 1, call % 2 << 24, healed => calls.IsHealed = healed);
            Assert.Null(session.Run());
            Assert.Null(FaultSoak.Open(place));
            Assert.NotNull(calls.Failed);
            Assert.True(session.Reported > 0 || calls.Failed == "unlink", $"{calls.Failed} at call {call}");
            reported += session.Reported;
        }

        Assert.True(reported > 2, $"{reported}");
    }

    [Fact]
    public void A_lock_whose_file_could_not_be_closed_counts_as_given_up()
    {
        using var directory = new FileSystemDirectory(folder, new FailingCalls(Failure.Once, 2));
        var held = directory.ObtainLock();
        Assert.Throws<IOException>(held.Dispose);
        directory.ObtainLock().Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_synced_is_not_taken_for_a_lasting_one()
    {
        string place = Path.Combine(folder, "new");
        Assert.Throws<IOException>(() => new FileSystemDirectory(place, new FailingCalls(Failure.Once, 1)));
        Assert.False(Directory.Exists(place));
    }
}
