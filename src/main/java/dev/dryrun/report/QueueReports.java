package dev.dryrun.report;

import dev.dryrun.analysis.AwaitedLock;
import dev.dryrun.analysis.BlockedSessions;
import dev.dryrun.analysis.LockQueue;

/** Puts who waited for whom into the words of report.json. */
final class QueueReports {

    private QueueReports() {}

    static StepLocks.Blocked blocked(BlockedSessions blocked) {
        return new StepLocks.Blocked(
                blocked.sessions(),
                blocked.peakSessions(),
                blocked.longest(),
                blocked.total(),
                blocked.byQuery().stream().map(QueueReports::query).toList(),
                blocked.queues().stream().map(QueueReports::queue).toList());
    }

    static StepQueues.Awaited awaited(AwaitedLock lock) {
        return new StepQueues.Awaited(lock.lockType(), lock.relation(), lock.object());
    }

    private static StepLocks.BlockedQuery query(BlockedSessions.BlockedQuery query) {
        return new StepLocks.BlockedQuery(
                query.query(),
                query.sessions(),
                query.longest(),
                query.total(),
                query.locks().stream().map(QueueReports::awaited).toList());
    }

    private static StepQueues.Queue queue(LockQueue queue) {
        return new StepQueues.Queue(
                queue.at(),
                awaited(queue.lock()),
                queue.holders().stream().map(QueueReports::member).toList(),
                queue.waiting().stream()
                        .map(waiting -> new StepQueues.Waiting(
                                member(waiting.member()), waiting.mode(), waiting.waited(), waiting.behind()))
                        .toList(),
                queue.hidden());
    }

    private static StepQueues.Member member(LockQueue.Member member) {
        return new StepQueues.Member(member.pid(), member.step(), member.application(), member.query());
    }
}
