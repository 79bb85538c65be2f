// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/pullprocessor.h"

#include "wire/codes.h"
#include <gantry/topicroute.h>

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;
namespace response = wire::responsecode;

/// Java: PullSysFlag
constexpr qint64 flagCommitOffset = 1;
constexpr qint64 flagSuspend = 2;
constexpr qint64 flagSubscription = 4;

constexpr qint64 mostMessages = 32;
constexpr qsizetype mostBytes = qsizetype(256) * 1024;
constexpr qint64 mostLookedAt = 16'000; // at a time, where the filter wants few

/// What a pull found.
struct Found {
    int code = response::pullNotFound;
    QString remark;
    qint64 nextOffset = 0;
    QByteArray body;
};

struct Range {
    qint64 min = 0;
    qint64 max = 0;
};

/// Java: DefaultMessageStore#getMessage, the cases where there is nothing at the offset
std::optional<Found> outside(const Range &range, qint64 offset)
{
    if (range.max == range.min && offset == range.max)
        return Found{response::pullNotFound, u"NO_MESSAGE_IN_QUEUE"_s, offset, {}};
    if (offset < range.min)
        return Found{response::pullOffsetMoved, u"OFFSET_TOO_SMALL"_s, range.min, {}};
    if (offset == range.max)
        return Found{response::pullNotFound, u"OFFSET_OVERFLOW_ONE"_s, offset, {}};
    if (offset > range.max)
        return Found{response::pullOffsetMoved, u"OFFSET_OVERFLOW_BADLY"_s, range.max, {}};
    return std::nullopt;
}

Found look(const MessageStore &store, const QString &topic, int queueId, qint64 offset, qint64 most,
           const Subscription &subscription)
{
    const Range range{store.minOffset(topic, queueId), store.maxOffset(topic, queueId)};
    if (std::optional<Found> nothing = outside(range, offset))
        return *nothing;
    Found found{response::pullRetryImmediately, u"NO_MATCHED_MESSAGE"_s, offset, {}};
    qint64 taken = 0;
    const qint64 end = std::min(range.max, offset + mostLookedAt);
    for (; found.nextOffset < end && taken < most; ++found.nextOffset) {
        const StoreEntry *entry = store.at(topic, queueId, found.nextOffset);
        if (taken > 0 && found.body.size() + entry->bytes.size() > mostBytes)
            break;
        if (!subscription.wants(entry->tagsCode))
            continue;
        found.body.append(entry->bytes);
        ++taken;
    }
    if (taken > 0) {
        found.code = response::success;
        found.remark = u"FOUND"_s;
    }
    return found;
}

} // namespace

PullProcessor::PullProcessor(Broker &broker)
    : m_broker(broker)
{
    QObject::connect(&broker, &Broker::arrived, &m_timers,
                     [this](const QString &topic, int queueId) { onArrived(topic, queueId); });
}

bool PullProcessor::process(const ExchangePtr &exchange)
{
    const int code = exchange->request().code;
    if (code != request::pullMessage && code != request::litePullMessage)
        return false;
    const bool mayWait =
        (exchange->number("sysFlag") & flagSuspend) != 0 && exchange->number("suspendTimeoutMillis") > 0;
    if (!pull(exchange, mayWait))
        wait(exchange);
    return true;
}

std::optional<Subscription> PullProcessor::subscription(const ExchangePtr &exchange) const
{
    if ((exchange->number("sysFlag") & flagSubscription) != 0)
        return readSubscription(exchange->text("subscription"));
    const ConsumerGroup *group = m_broker.clients().consumers(exchange->text("consumerGroup"));
    const QString topic = exchange->text("topic");
    if (!group || !group->subscriptions.contains(topic))
        return std::nullopt;
    return group->subscriptions.value(topic);
}

bool PullProcessor::pull(const ExchangePtr &exchange, bool mayWait)
{
    const QString topic = exchange->text("topic");
    const int queueId = int(exchange->number("queueId"));
    const TopicConfig *config = m_broker.topics().find(topic);
    if (!config || (config->permission & permission::read) == 0) {
        exchange->answer(config ? response::noPermission : response::topicNotExist,
                         u"topic[%1] not exist, apply first please!"_s.arg(topic));
        return true;
    }
    if (queueId < 0 || queueId >= config->readQueues) {
        exchange->answer(response::invalidParameter,
                         u"queueId[%1] is illegal, topic:[%2]"_s.arg(queueId).arg(topic));
        return true;
    }
    const std::optional<Subscription> wanted = subscription(exchange);
    if (!wanted) {
        exchange->answer(response::subscriptionNotExist, u"the consumer's group info not exist"_s);
        return true;
    }
    const qint64 most = std::clamp<qint64>(exchange->number("maxMsgNums", mostMessages), 1, mostMessages);
    const Found found =
        look(m_broker.store(), topic, queueId, exchange->number("queueOffset"), most, *wanted);
    if (found.code == response::pullNotFound && mayWait)
        return false;
    if ((exchange->number("sysFlag") & flagCommitOffset) != 0)
        m_broker.offsets().set({exchange->text("consumerGroup"), topic, queueId},
                               exchange->number("commitOffset"));
    wire::RemotingCommand answer;
    answer.code = found.code;
    answer.remark = found.remark;
    answer.body = found.body;
    answer.fields =
        wire::Fields{{"suggestWhichBrokerId", "0"},
                     {"nextBeginOffset", QByteArray::number(found.nextOffset)},
                     {"minOffset", QByteArray::number(m_broker.store().minOffset(topic, queueId))},
                     {"maxOffset", QByteArray::number(m_broker.store().maxOffset(topic, queueId))}};
    exchange->answer(std::move(answer));
    return true;
}

void PullProcessor::wait(const ExchangePtr &exchange)
{
    const QueueName queue{exchange->text("topic"), int(exchange->number("queueId"))};
    m_waiting[queue].append(exchange);
    const std::chrono::milliseconds timeout(exchange->number("suspendTimeoutMillis"));
    QTimer::singleShot(timeout, &m_timers, [this, queue, waiting = std::weak_ptr(exchange)] {
        const ExchangePtr late = waiting.lock();
        if (late && m_waiting[queue].removeOne(late))
            pull(late, false);
    });
}

void PullProcessor::onArrived(const QString &topic, int queueId)
{
    if (m_waiting.isEmpty()) // for most messages nobody waits
        return;
    const QList<ExchangePtr> waiting = m_waiting.take({topic, queueId});
    for (const ExchangePtr &exchange : waiting) {
        if (exchange->session() && !pull(exchange, true))
            m_waiting[{topic, queueId}].append(exchange);
    }
}

} // namespace gantry::sandbox
