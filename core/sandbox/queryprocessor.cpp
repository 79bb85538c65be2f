// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/queryprocessor.h"

#include "wire/codes.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace gantry::sandbox {

namespace {
namespace request = wire::requestcode;
namespace response = wire::responsecode;
constexpr qint64 mostFound = 64;
} // namespace

bool QueryProcessor::process(const ExchangePtr &exchange)
{
    const QString topic = exchange->text("topic");
    const int queueId = int(exchange->number("queueId"));
    const MessageStore &store = m_broker.store();
    switch (exchange->request().code) {
    case request::queryMessage:
        query(exchange);
        return true;
    case request::viewMessageById:
        view(exchange);
        return true;
    case request::getMaxOffset:
        answerOffset(exchange, store.maxOffset(topic, queueId));
        return true;
    case request::getMinOffset:
        answerOffset(exchange, store.minOffset(topic, queueId));
        return true;
    case request::searchOffsetByTimestamp:
        answerOffset(exchange, store.offsetByTime(topic, queueId, exchange->number("timestamp")));
        return true;
    case request::getEarliestMsgStoreTime: {
        const StoreEntry *first = store.at(topic, queueId, store.minOffset(topic, queueId));
        exchange->answer(response::success,
                         {{"timestamp", QByteArray::number(first ? first->storeTimestamp : -1)}});
        return true;
    }
    default:
        return false;
    }
}

void QueryProcessor::answerOffset(const ExchangePtr &exchange, qint64 offset)
{
    exchange->answer(response::success, {{"offset", QByteArray::number(offset)}});
}

void QueryProcessor::query(const ExchangePtr &exchange)
{
    const qint64 begin = exchange->number("beginTimestamp");
    const qint64 end = exchange->number("endTimestamp", std::numeric_limits<qint64>::max());
    const int most = int(std::clamp<qint64>(exchange->number("maxNum", mostFound), 1, mostFound));
    QByteArray body;
    qint64 last = 0;
    for (const StoreEntry *entry :
         m_broker.store().byKey(exchange->text("topic"), exchange->bytes("key"), most)) {
        if (entry->storeTimestamp < begin || entry->storeTimestamp > end)
            continue;
        body.append(entry->bytes);
        last = qMax(last, entry->storeTimestamp);
    }
    if (body.isEmpty())
        exchange->answer(response::queryNotFound, u"can not find message, maybe time range not correct"_s);
    else
        exchange->answer(
            response::success,
            {{"indexLastUpdateTimestamp", QByteArray::number(last)}, {"indexLastUpdatePhyoffset", "0"}},
            body);
}

void QueryProcessor::view(const ExchangePtr &exchange)
{
    const qint64 offset = exchange->number("offset", -1);
    if (const StoreEntry *entry = m_broker.store().byPhysicalOffset(offset))
        exchange->answer(response::success, wire::Fields(), entry->bytes);
    else
        exchange->answer(response::systemError, u"can not find message by the offset, %1"_s.arg(offset));
}

} // namespace gantry::sandbox
