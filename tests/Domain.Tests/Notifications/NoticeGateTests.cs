using TradingFunctions.Domain.Notifications;

namespace TradingFunctions.Domain.Tests.Notifications;

public sealed class NoticeGateTests
{
    private static readonly DateTime Start = new(2024, 3, 6, 15, 0, 0, DateTimeKind.Utc);
    private static readonly TimeOnly Noon = new(12, 0);
    private static readonly TimeOnly Night = new(23, 30);

    [Fact]
    public void Judge_FirstOfAMatter_IsSent() => CreateSut().Judge(News(), Start, Noon).ShouldBe(NoticeVerdict.Send);

    [Fact]
    public void Judge_RepeatsWithinTheGroup_AreToldOnceWithTheirNumber()
    {
        var gate = CreateSut();
        gate.Judge(News(), Start, Noon);
        for (var i = 1; i <= 7; i++)
        {
            gate.Judge(News(text: $"{i}"), Start.AddSeconds(i), Noon).ShouldBe(NoticeVerdict.Grouped);
        }

        gate.Release(Start.AddMinutes(4), Noon).ShouldBeEmpty();
        var told = gate.Release(Start.AddMinutes(5), Noon).ShouldHaveSingleItem();
        told.Repeats.ShouldBe(7);
        told.Notification.Text.ShouldBe("7");
        gate.Release(Start.AddMinutes(20), Noon).ShouldBeEmpty();
        gate.Judge(News(), Start.AddMinutes(21), Noon).ShouldBe(NoticeVerdict.Send);
    }

    [Fact]
    public void Judge_AnotherMatter_IsNotGrouped()
    {
        var gate = CreateSut();
        gate.Judge(News("one"), Start, Noon);

        gate.Judge(News("two"), Start, Noon).ShouldBe(NoticeVerdict.Send);
    }

    [Fact]
    public void Judge_WhatBecomesCritical_IsToldAtOnce()
    {
        var gate = CreateSut();
        gate.Judge(News(severity: Severity.Warning), Start, Noon);

        gate.Judge(News(severity: Severity.Critical), Start.AddSeconds(1), Noon).ShouldBe(NoticeVerdict.Send);
    }

    [Theory]
    [InlineData(Severity.Info, NoticeVerdict.Held)]
    [InlineData(Severity.Warning, NoticeVerdict.Held)]
    [InlineData(Severity.Critical, NoticeVerdict.Send)]
    public void Judge_InQuietHours_TellsOnlyTheCritical(Severity severity, NoticeVerdict expected) =>
        CreateSut(quiet: true).Judge(News(severity: severity), Start, Night).ShouldBe(expected);

    [Fact]
    public void Release_AfterQuietHours_TellsWhatWasHeld()
    {
        var gate = CreateSut(quiet: true);
        gate.Judge(News(), Start, Night);
        gate.Judge(News(), Start.AddHours(1), Night).ShouldBe(NoticeVerdict.Grouped);

        gate.Release(Start.AddHours(6), Night).ShouldBeEmpty();
        gate.Release(Start.AddHours(8), Noon).ShouldHaveSingleItem().Repeats.ShouldBe(2);
    }

    [Fact]
    public void Judge_OverTheHoursNumber_WaitsAndIsToldLater()
    {
        var gate = CreateSut(perHour: 3);
        for (var i = 0; i < 3; i++)
        {
            gate.Judge(News($"{i}"), Start, Noon).ShouldBe(NoticeVerdict.Send);
        }

        gate.Judge(News("3"), Start, Noon).ShouldBe(NoticeVerdict.Limited);
        gate.Judge(News("critical", Severity.Critical), Start, Noon).ShouldBe(NoticeVerdict.Send);
        gate.Release(Start.AddMinutes(59), Noon).ShouldBeEmpty();
        gate.Release(Start.AddMinutes(60), Noon).ShouldHaveSingleItem().Notification.Key.ShouldBe("3");
    }

    [Fact]
    public void Judge_WithoutGrouping_TellsEach()
    {
        var gate = new NoticeGate(new NoticePolicy(TimeSpan.Zero, 100));
        gate.Judge(News(), Start, Noon);

        gate.Judge(News(), Start, Noon).ShouldBe(NoticeVerdict.Send);
    }

    [Fact]
    public void Gate_ManyMatters_ToldPlusWaitingIsEverything()
    {
        var gate = new NoticeGate(new NoticePolicy(TimeSpan.FromMinutes(5), 20));
        var told = 0;
        for (var i = 0; i < 400; i++)
        {
            told += gate.Judge(News($"{i % 40}"), Start.AddSeconds(i), Noon) == NoticeVerdict.Send ? 1 : 0;
        }

        for (var hour = 1; hour <= 5; hour++)
        {
            told += gate.Release(Start.AddHours(hour), Noon).Sum(notice => notice.Repeats);
        }

        told.ShouldBe(400);
    }

    private static NoticeGate CreateSut(bool quiet = false, int perHour = 30) =>
        new(new NoticePolicy(TimeSpan.FromMinutes(5), perHour, quiet ? new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 0)) : null));

    private static Notification News(string key = "key", Severity severity = Severity.Info, string text = "text") => new(severity, key, "title", text);
}
