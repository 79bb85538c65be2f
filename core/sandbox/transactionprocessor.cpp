// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/transactionprocessor.h"

#include "sandbox/storedmessages.h"
#include "wire/codes.h"

#include <QRandomGenerator>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::sandbox {

namespace {

namespace request = wire::requestcode;
namespace response = wire::responsecode;

constexpr auto lookInterval = 200ms;
constexpr qint32 transactionMask = wire::sysflag::transactionRollback;

} // namespace

TransactionProcessor::TransactionProcessor(Broker &broker)
    : m_broker(broker)
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { checkBack(); });
}

bool TransactionProcessor::process(const ExchangePtr &exchange)
{
    if (exchange->request().code != request::endTransaction)
        return false;
    end(exchange);
    return true;
}

bool TransactionProcessor::isHalf(const wire::StoredMessage &message)
{
    return property(message, wire::propertyname::transactionPrepared).compare("true", Qt::CaseInsensitive)
           == 0;
}

void TransactionProcessor::hold(const ExchangePtr &exchange, const wire::StoredMessage &message)
{
    const Half half{message, QString::fromUtf8(property(message, wire::propertyname::producerGroup)),
                    store(message), std::chrono::steady_clock::now() + m_broker.config().transactionTimeout,
                    0};
    answerSend(*exchange, m_broker, message, half.at);
    m_halves.insert(half.at.physicalOffset, half);
    if (!m_timer.isActive())
        m_timer.start(lookInterval);
}

StoredAt TransactionProcessor::store(const wire::StoredMessage &message)
{
    wire::StoredMessage half = parked(message, systemtopic::half, 0);
    half.sysFlag &= ~transactionMask;
    return m_broker.append(std::move(half));
}

void TransactionProcessor::end(const ExchangePtr &exchange)
{
    const auto found = m_halves.constFind(exchange->number("commitLogOffset"));
    const qint64 decision = exchange->number("commitOrRollback");
    if (found == m_halves.cend()) {
        exchange->answer(response::systemError, u"Find prepared transaction message failed"_s);
        return;
    }
    if (found->group != exchange->text("producerGroup")) {
        exchange->answer(response::systemError, u"The producer group wrong"_s);
        return;
    }
    if (found->at.queueOffset != exchange->number("tranStateTableOffset")) {
        exchange->answer(response::systemError, u"The transaction state table offset wrong"_s);
        return;
    }
    if (decision == wire::sysflag::transactionCommit) {
        wire::StoredMessage message = found->message;
        removeProperty(message, wire::propertyname::transactionPrepared);
        message.sysFlag = (message.sysFlag & ~transactionMask) | wire::sysflag::transactionCommit;
        message.preparedTransactionOffset = found->at.physicalOffset;
        m_broker.append(std::move(message));
    }
    if (decision != 0) // unknown: it will be asked about
        m_halves.erase(found);
    exchange->answer(response::success);
}

void TransactionProcessor::checkBack()
{
    const auto now = std::chrono::steady_clock::now();
    QList<Half> due;
    m_halves.removeIf([now, &due](QHash<qint64, Half>::iterator half) {
        const bool isDue = half->nextCheck <= now;
        if (isDue)
            due.append(*half);
        return isDue;
    });
    for (Half &half : due) {
        if (half.checks >= m_broker.config().transactionCheckMax) {
            half.message.topic = systemtopic::checkMaxTimes;
            half.message.queueId = 0;
            m_broker.append(half.message);
            continue;
        }
        ++half.checks;
        half.at = store(half.message); // as Java: an answer must name the place of the last check
        half.nextCheck = now + m_broker.config().transactionCheckInterval;
        ask(half);
        m_halves.insert(half.at.physicalOffset, half);
    }
    if (m_halves.isEmpty())
        m_timer.stop();
}

/// Java: Broker2Client#checkProducerTransactionState
void TransactionProcessor::ask(const Half &half)
{
    const QMap<QString, Member> producers = m_broker.clients().producers(half.group);
    if (producers.isEmpty())
        return;
    const auto asked =
        std::next(producers.cbegin(), QRandomGenerator::global()->bounded(int(producers.size())));
    if (!asked->session)
        return;
    wire::StoredMessage message = half.message;
    message.queueOffset = half.at.queueOffset;
    message.physicalOffset = half.at.physicalOffset;
    message.storeHost = m_broker.address().text();
    message.bodyCrc = wire::crcOf(message.body);
    const QByteArray uniqueKey = property(message, wire::propertyname::uniqueKey);
    wire::RemotingCommand check;
    check.code = request::checkTransactionState;
    check.fields = wire::Fields{{"topic", systemtopic::half.latin1()},
                                {"bname", m_broker.name().toUtf8()},
                                {"tranStateTableOffset", QByteArray::number(half.at.queueOffset)},
                                {"commitLogOffset", QByteArray::number(half.at.physicalOffset)},
                                {"msgId", uniqueKey},
                                {"transactionId", uniqueKey},
                                {"offsetMsgId", offsetId(m_broker, half.at.physicalOffset)}};
    check.body = wire::writeStoredMessage(message);
    asked->session->request(std::move(check), {}, {});
}

} // namespace gantry::sandbox
