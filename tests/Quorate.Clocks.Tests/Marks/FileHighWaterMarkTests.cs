using Quorate.Broadcast;

namespace Quorate.Clocks.Tests;

/// <summary>The file of a mark: flushed, doubled, held by one process, and never guessed at (clocks.md P4).</summary>
public sealed class FileHighWaterMarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quorate-mark-").FullName;

    private string File => Path.Combine(_folder, "clock", "mark");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AMarkIsFoundAgain()
    {
        using (var first = new FileHighWaterMark(File))
        {
            Assert.Equal(0UL, first.Load());
            first.Save(1000);
            first.Save(2000);
        }

        using var second = new FileHighWaterMark(File);
        Assert.Equal(2000UL, second.Load());
        Assert.Equal([File], Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void TheFormatOnDiskStaysAsItIs()
    {
        using (var mark = new FileHighWaterMark(File))
        {
            mark.Save(0x0123456789ABCDEF);
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.Equal(4096 + 32, bytes.Length);
        Assert.Equal("51434D4B" + "01000000" + "EFCDAB8967452301", Convert.ToHexString(bytes[..16]));
        Assert.Equal(bytes[..32], bytes[4096..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public void EitherCopyIsEnoughAndTheOtherIsMended(int damagedBlock)
    {
        Store(7000);
        for (var offset = 0; offset < 32; offset++)
        {
            Damage(damagedBlock + offset);
            using (var found = new FileHighWaterMark(File))
            {
                Assert.Equal(7000UL, found.Load());
            }

            Damage(4096 - damagedBlock + offset);
            using var mended = new FileHighWaterMark(File);
            Assert.Equal(7000UL, mended.Load());
        }
    }

    [Fact]
    public void TwoDamagedCopiesAreRefusedWithWhatToDo()
    {
        Store(7000);
        Damage(20);
        Damage(4096 + 20);
        var refusal = Assert.Throws<HighWaterMarkException>(() => new FileHighWaterMark(File));
        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the file", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(4100, true)]
    public void AFileCutShortIsRefusedOnceNoCopyIsWhole(int length, bool isFound)
    {
        Store(7000);
        using (var file = new FileStream(File, FileMode.Open))
        {
            file.SetLength(length);
        }

        if (isFound)
        {
            using var mark = new FileHighWaterMark(File);
            Assert.Equal(7000UL, mark.Load());
        }
        else
        {
            Assert.Throws<HighWaterMarkException>(() => new FileHighWaterMark(File));
        }
    }

    [Fact]
    public void AFormatOfALaterVersionIsRefused()
    {
        Store(7000);
        var bytes = System.IO.File.ReadAllBytes(File);
        bytes[4] = 2;
        Checksum.Of(bytes.AsSpan(0, 16)).Value.ToLittleEndian().CopyTo(bytes, 16);
        System.IO.File.WriteAllBytes(File, bytes);
        var refusal = Assert.Throws<HighWaterMarkException>(() => new FileHighWaterMark(File));
        Assert.Contains("format 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASecondProcessWithTheSameFileIsRefused()
    {
        using var first = new FileHighWaterMark(File);
        var refusal = Assert.Throws<HighWaterMarkException>(() => new FileHighWaterMark(File));
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderInPlaceOfTheFileIsRefusedWithItsName()
    {
        Directory.CreateDirectory(File);
        var refusal = Assert.Throws<HighWaterMarkException>(() => new FileHighWaterMark(File));
        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EachCopyIsFlushedBeforeTheOtherIsTouched()
    {
        var medium = new SimulatedMedium();
        using var mark = new FileHighWaterMark(medium);
        mark.Save(5);
        Assert.Equal(["write 0", "flush", "write 1", "flush"], medium.Operations);
    }

    [Fact]
    public void AfterAFailureNothingIsTriedAgain()
    {
        var medium = new SimulatedMedium { OperationsUntilPowerFails = 1 };
        using var mark = new FileHighWaterMark(medium);
        Assert.Throws<HighWaterMarkException>(() => mark.Save(5));
        var refusal = Assert.Throws<HighWaterMarkException>(() => mark.Save(6));
        Assert.Contains("issues no more times", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["write 0"], medium.Operations);
    }

    [Fact]
    public void PowerCutsAtEveryOperationRepeatNoTime() => Assert.Null(FirstRepeated(new SimulatedMedium()));

    [Fact]
    public void ADiskThatDoesNotFlushIsCaught() =>
        Assert.NotNull(FirstRepeated(new SimulatedMedium { IgnoresFlush = true }));

    private static string? FirstRepeated(SimulatedMedium medium)
    {
        var random = new Prng(5);
        ulong last = 0;
        for (var life = 0; life < 500; life++)
        {
            medium.OperationsUntilPowerFails = random.Below(12);
            try
            {
                using var file = new FileHighWaterMark(medium);
                var clock = new LamportClock(mark: new HighWaterMark(file, block: 3));
                for (var step = random.Below(30); step > 0; step--)
                {
                    var time = clock.Tick().Value;
                    if (time <= last)
                    {
                        return $"{time} after {last} in life {life}";
                    }

                    last = time;
                }
            }
            catch (HighWaterMarkException)
            {
                // The power failed: the next life begins with what is durable.
            }

            medium.Restart(random);
        }

        return last > 500 ? null : $"only {last} events happened";
    }

    private void Store(ulong value)
    {
        using var mark = new FileHighWaterMark(File);
        mark.Save(value);
    }

    private void Damage(int offset)
    {
        using var file = new FileStream(File, FileMode.Open);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x40));
    }
}
