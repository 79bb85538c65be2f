// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/requestlogmodel.h"

#include <gantry/error.h>

#include <QDateTime>

#include <algorithm>
#include <array>
#include <chrono>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

struct RequestName {
    int code;
    QLatin1StringView name;
};
// RequestCode, as far as producers and consumers ask a sandbox.
constexpr std::array requestNames{RequestName{10, "SEND_MESSAGE"_L1},
                                  RequestName{11, "PULL_MESSAGE"_L1},
                                  RequestName{12, "QUERY_MESSAGE"_L1},
                                  RequestName{14, "QUERY_CONSUMER_OFFSET"_L1},
                                  RequestName{15, "UPDATE_CONSUMER_OFFSET"_L1},
                                  RequestName{30, "GET_MAX_OFFSET"_L1},
                                  RequestName{31, "GET_MIN_OFFSET"_L1},
                                  RequestName{33, "VIEW_MESSAGE_BY_ID"_L1},
                                  RequestName{34, "HEART_BEAT"_L1},
                                  RequestName{35, "UNREGISTER_CLIENT"_L1},
                                  RequestName{36, "CONSUMER_SEND_MSG_BACK"_L1},
                                  RequestName{37, "END_TRANSACTION"_L1},
                                  RequestName{38, "GET_CONSUMER_LIST_BY_GROUP"_L1},
                                  RequestName{41, "LOCK_BATCH_MQ"_L1},
                                  RequestName{105, "GET_ROUTEINFO_BY_TOPIC"_L1},
                                  RequestName{106, "GET_BROKER_CLUSTER_INFO"_L1},
                                  RequestName{206, "GET_ALL_TOPIC_LIST_FROM_NAMESERVER"_L1},
                                  RequestName{310, "SEND_MESSAGE_V2"_L1},
                                  RequestName{320, "SEND_BATCH_MESSAGE"_L1}};

QString requestName(int code)
{
    const auto *found = std::ranges::find(requestNames, code, &RequestName::code);
    return found == requestNames.end() ? QString::number(code) : u"%1 %2"_s.arg(code).arg(found->name);
}

QString timeText(std::chrono::system_clock::time_point at)
{
    const auto sinceEpoch = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch.count()).toString(u"HH:mm:ss.zzz"_s);
}

} // namespace

int RequestLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_requests.size());
}

int RequestLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void RequestLogModel::removeFirst(int count)
{
    if (count == 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_requests.remove(0, count);
    endRemoveRows();
}

void RequestLogModel::show(const QList<SandboxRequest> &requests)
{
    const quint64 first = requests.isEmpty() ? 0 : requests.first().number;
    const auto goneEnd = std::ranges::find_if(m_requests, [&](const SandboxRequest &request) {
        return !requests.isEmpty() && request.number >= first;
    });
    removeFirst(int(goneEnd - m_requests.begin()));
    if (!m_requests.isEmpty() && m_requests.first().number != first)
        removeFirst(int(m_requests.size())); // another sandbox, that counts anew
    const qsizetype kept = std::min(m_requests.size(), requests.size());
    for (qsizetype row = 0; row < kept; ++row) {
        const bool isSame = m_requests[row].response == requests[row].response
                            && m_requests[row].fault == requests[row].fault;
        if (isSame)
            continue;
        m_requests[row] = requests[row];
        Q_EMIT dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
    }
    if (kept == requests.size())
        return;
    beginInsertRows({}, int(kept), int(requests.size()) - 1);
    m_requests.append(requests.sliced(kept));
    endInsertRows();
}

QVariant RequestLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case ServerColumn:
        return tr("Server");
    case RequestColumn:
        return tr("Request");
    case TopicColumn:
        return tr("Topic");
    case AnswerColumn:
        return tr("Answer");
    case FaultColumn:
        return tr("Fault");
    default:
        return {};
    }
}

QVariant RequestLogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const SandboxRequest &request = m_requests[index.row()];
    switch (index.column()) {
    case TimeColumn:
        return timeText(request.at);
    case ServerColumn:
        return request.server;
    case RequestColumn:
        return requestName(request.code);
    case TopicColumn:
        return request.queueId < 0 ? request.topic : u"%1:%2"_s.arg(request.topic).arg(request.queueId);
    case AnswerColumn:
        if (request.response < 0)
            return tr("none");
        return u"%1 %2"_s.arg(request.response).arg(codeName(request.response));
    case FaultColumn:
        return request.fault;
    default:
        return {};
    }
}

} // namespace gantry::ui
