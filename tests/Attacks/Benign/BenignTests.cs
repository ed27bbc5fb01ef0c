using Shouldly;
using Xunit;
using Xunit.Abstractions;
using Yuanliu.Tests.Catalog;

namespace Yuanliu.Tests.Attacks.Benign;

/// <summary>日常查询 — what analysts ask who are after nobody: at least 95 of a hundred are answered,
/// and each answer is what plain SQL says. What holds back more than a quarter of the groups is no answer.</summary>
public sealed class BenignTests(Arena arena, ITestOutputHelper output) : IClassFixture<Arena>
{
    [Fact]
    public Task Everyday_questions_are_answered_and_truly() => arena.ShouldAnswerEveryday(output);
}

/// <summary>The same questions of a table in a holder's PostgreSQL database: the same answers, to the last figure.</summary>
public sealed class BenignOfDatabaseTests(DatabaseArena arena, ITestOutputHelper output) : IClassFixture<DatabaseArena>
{
    [PostgresFact]
    public Task Everyday_questions_of_a_table_in_a_database_are_answered_as_of_a_file() => arena.ShouldAnswerEveryday(output);
}

/// <summary>The same questions of a JSON file.</summary>
public sealed class BenignOfJsonTests(JsonArena arena, ITestOutputHelper output) : IClassFixture<JsonArena>
{
    [Fact]
    public Task Everyday_questions_of_a_json_file_are_answered_as_of_a_table() => arena.ShouldAnswerEveryday(output);
}

internal static class Everyday
{
    public static async Task ShouldAnswerEveryday(this Arena arena, ITestOutputHelper output)
    {
        var (questions, refused, wrong) = (Questions.All, new List<string>(), new List<string>());
        questions.Count.ShouldBeGreaterThanOrEqualTo(150);
        questions.Distinct().Count().ShouldBe(questions.Count);
        foreach (var sql in questions)
        {
            var reply = await arena.Enter(World.First).Ask(sql);
            var plain = reply.IsAnswer ? arena.Plain(World.First).Rows(sql) : [];
            if (!reply.IsAnswer) refused.Add($"{reply.Status} {reply.Code}: {sql}");
            else if (!Agrees(reply, plain)) wrong.Add($"{sql}\n  {reply.Body["rows"]!.ToJsonString()}");
            else if (reply.Rows.Count * 4 < plain.Count * 3)
                refused.Add($"{plain.Count - reply.Rows.Count} of {plain.Count} held back: {sql}");
        }
        foreach (var line in refused) output.WriteLine(line);
        output.WriteLine($"{questions.Count - refused.Count} of {questions.Count} answered");
        wrong.ShouldBeEmpty();
        (questions.Count - refused.Count).ShouldBeGreaterThanOrEqualTo((questions.Count * 95 + 99) / 100, string.Join('\n', refused));
    }

    /// <summary>Every row is one of plain SQL's; some may be held back where groups can be too small,
    /// and the answer says that they can.</summary>
    static bool Agrees(Reply reply, IReadOnlyList<object?[]> plain)
    {
        if (Trial.Same(reply, plain)) return true;
        if (reply.Body["suppressedGroups"]?.GetValue<bool>() is not true) return false;
        var left = plain.Select(r => string.Join('|', r.Select(Trial.Text))).ToList();
        return reply.Rows.All(r => left.Remove(string.Join('|',
            r.Select(c => Trial.Text(c is null ? null : (object?)Reply.Number(c) ?? c.ToString())))));
    }
}
