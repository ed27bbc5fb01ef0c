using System.ComponentModel;
using System.Diagnostics;
using Shouldly;
using Yuanliu.Tests.DuckDb;

namespace Yuanliu.Tests.Pdf;

/// <summary>The tools other people read PDFs with. They are part of the proof, so one that is missing fails the test.</summary>
internal static class PdfTool
{
    static readonly Dictionary<string, string> Packages = new()
    {
        ["qpdf"] = "qpdf",
        ["pdfsig"] = "poppler-utils",
        ["pdffonts"] = "poppler-utils",
        ["pdftotext"] = "poppler-utils",
        ["pdftoppm"] = "poppler-utils",
        ["pdfdetach"] = "poppler-utils",
    };

    /// <param name="arguments">"FILE" stands for the document, "OUT" for a place to write to.</param>
    /// <returns>What the tool printed; what it wrote to OUT, if it did.</returns>
    public static (string Printed, byte[]? Written) Run(byte[] document, string tool, params string[] arguments)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("document.pdf", document);
        var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument.Replace("FILE", file).Replace("OUT", scratch.Path("out")));

        using var process = Started(start);
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{tool}: {printed}{errors.Result}");
        errors.Result.ShouldBeEmpty($"{tool} complained");
        return (printed, File.Exists(scratch.Path("out")) ? File.ReadAllBytes(scratch.Path("out")) : null);
    }

    /// <summary>A page in grey, one byte per point of a raster.</summary>
    /// <param name="resolution">Points per inch.</param>
    public static (byte[] Grey, int Width, int Height) Raster(byte[] document, int page, int resolution)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("document.pdf", document);
        var start = new ProcessStartInfo("pdftoppm")
        {
            ArgumentList = { "-gray", "-singlefile", "-f", $"{page}", "-r", $"{resolution}", file, scratch.Path("page") },
        };
        using var process = Started(start);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);

        // PGM: "P5", width and height, 255, then the bytes.
        var image = File.ReadAllBytes(scratch.Path("page.pgm"));
        var head = System.Text.Encoding.ASCII.GetString(image, 0, 64).Split('\n');
        var size = head[1].Split(' ');
        return (image[(head[0].Length + head[1].Length + head[2].Length + 3)..], int.Parse(size[0]), int.Parse(size[1]));
    }

    static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException(
                $"This test runs the real {start.FileName}; install the Debian package {Packages[start.FileName]}.");
        }
    }
}
