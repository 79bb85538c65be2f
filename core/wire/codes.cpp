// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/codes.h"

#include <gantry/error.h>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

using CodeName = std::pair<int, QLatin1String>;

// More than we send: the sandbox and the log meet what consumers and mqadmin ask for, too.
constexpr std::array requestNames = {
    CodeName{requestcode::sendMessage, "SEND_MESSAGE"_L1},
    CodeName{requestcode::pullMessage, "PULL_MESSAGE"_L1},
    CodeName{requestcode::queryMessage, "QUERY_MESSAGE"_L1},
    CodeName{requestcode::queryConsumerOffset, "QUERY_CONSUMER_OFFSET"_L1},
    CodeName{requestcode::updateConsumerOffset, "UPDATE_CONSUMER_OFFSET"_L1},
    CodeName{requestcode::updateAndCreateTopic, "UPDATE_AND_CREATE_TOPIC"_L1},
    CodeName{requestcode::getAllTopicConfig, "GET_ALL_TOPIC_CONFIG"_L1},
    CodeName{25, "UPDATE_BROKER_CONFIG"_L1},
    CodeName{requestcode::getBrokerConfig, "GET_BROKER_CONFIG"_L1},
    CodeName{requestcode::getBrokerRuntimeInfo, "GET_BROKER_RUNTIME_INFO"_L1},
    CodeName{requestcode::searchOffsetByTimestamp, "SEARCH_OFFSET_BY_TIMESTAMP"_L1},
    CodeName{requestcode::getMaxOffset, "GET_MAX_OFFSET"_L1},
    CodeName{requestcode::getMinOffset, "GET_MIN_OFFSET"_L1},
    CodeName{requestcode::getEarliestMsgStoreTime, "GET_EARLIEST_MSG_STORETIME"_L1},
    CodeName{requestcode::viewMessageById, "VIEW_MESSAGE_BY_ID"_L1},
    CodeName{requestcode::heartBeat, "HEART_BEAT"_L1},
    CodeName{requestcode::unregisterClient, "UNREGISTER_CLIENT"_L1},
    CodeName{requestcode::consumerSendMsgBack, "CONSUMER_SEND_MSG_BACK"_L1},
    CodeName{requestcode::endTransaction, "END_TRANSACTION"_L1},
    CodeName{requestcode::getConsumerListByGroup, "GET_CONSUMER_LIST_BY_GROUP"_L1},
    CodeName{requestcode::checkTransactionState, "CHECK_TRANSACTION_STATE"_L1},
    CodeName{requestcode::notifyConsumerIdsChanged, "NOTIFY_CONSUMER_IDS_CHANGED"_L1},
    CodeName{requestcode::lockBatchMq, "LOCK_BATCH_MQ"_L1},
    CodeName{requestcode::unlockBatchMq, "UNLOCK_BATCH_MQ"_L1},
    CodeName{43, "GET_ALL_CONSUMER_OFFSET"_L1},
    CodeName{requestcode::checkClientConfig, "CHECK_CLIENT_CONFIG"_L1},
    CodeName{requestcode::putKvConfig, "PUT_KV_CONFIG"_L1},
    CodeName{requestcode::getKvConfig, "GET_KV_CONFIG"_L1},
    CodeName{requestcode::deleteKvConfig, "DELETE_KV_CONFIG"_L1},
    CodeName{requestcode::getRouteInfoByTopic, "GET_ROUTEINFO_BY_TOPIC"_L1},
    CodeName{requestcode::getBrokerClusterInfo, "GET_BROKER_CLUSTER_INFO"_L1},
    CodeName{200, "UPDATE_AND_CREATE_SUBSCRIPTIONGROUP"_L1},
    CodeName{201, "GET_ALL_SUBSCRIPTIONGROUP_CONFIG"_L1},
    CodeName{requestcode::getTopicStatsInfo, "GET_TOPIC_STATS_INFO"_L1},
    CodeName{requestcode::getConsumerConnectionList, "GET_CONSUMER_CONNECTION_LIST"_L1},
    CodeName{requestcode::getProducerConnectionList, "GET_PRODUCER_CONNECTION_LIST"_L1},
    CodeName{requestcode::getAllTopicListFromNameServer, "GET_ALL_TOPIC_LIST_FROM_NAMESERVER"_L1},
    CodeName{requestcode::getConsumeStats, "GET_CONSUME_STATS"_L1},
    CodeName{requestcode::deleteTopicInBroker, "DELETE_TOPIC_IN_BROKER"_L1},
    CodeName{requestcode::deleteTopicInNameServer, "DELETE_TOPIC_IN_NAMESRV"_L1},
    CodeName{requestcode::getKvListByNamespace, "GET_KVLIST_BY_NAMESPACE"_L1},
    CodeName{220, "RESET_CONSUMER_CLIENT_OFFSET"_L1},
    CodeName{221, "GET_CONSUMER_STATUS_FROM_CLIENT"_L1},
    CodeName{222, "INVOKE_BROKER_TO_RESET_OFFSET"_L1},
    CodeName{requestcode::getTopicsByCluster, "GET_TOPICS_BY_CLUSTER"_L1},
    CodeName{requestcode::queryTopicConsumeByWho, "QUERY_TOPIC_CONSUME_BY_WHO"_L1},
    CodeName{requestcode::getSystemTopicListFromNs, "GET_SYSTEM_TOPIC_LIST_FROM_NS"_L1},
    CodeName{307, "GET_CONSUMER_RUNNING_INFO"_L1},
    CodeName{309, "CONSUME_MESSAGE_DIRECTLY"_L1},
    CodeName{requestcode::sendMessageV2, "SEND_MESSAGE_V2"_L1},
    CodeName{319, "GET_NAMESRV_CONFIG"_L1},
    CodeName{requestcode::sendBatchMessage, "SEND_BATCH_MESSAGE"_L1},
    CodeName{323, "RESUME_CHECK_HALF_MESSAGE"_L1},
    CodeName{requestcode::sendReplyMessage, "SEND_REPLY_MESSAGE"_L1},
    CodeName{requestcode::sendReplyMessageV2, "SEND_REPLY_MESSAGE_V2"_L1},
    CodeName{requestcode::pushReplyMessageToClient, "PUSH_REPLY_MESSAGE_TO_CLIENT"_L1},
    CodeName{328, "GET_ALL_PRODUCER_INFO"_L1},
    CodeName{requestcode::getTopicConfig, "GET_TOPIC_CONFIG"_L1},
    CodeName{requestcode::litePullMessage, "LITE_PULL_MESSAGE"_L1},
    CodeName{requestcode::recallMessage, "RECALL_MESSAGE"_L1},
    CodeName{901, "GET_BROKER_MEMBER_GROUP"_L1},
    CodeName{200073, "NOTIFY_UNSUBSCRIBE_LITE"_L1},
};

constexpr int firstClientError = clienterror::connectBroker;

} // namespace

QLatin1String requestName(int code)
{
    const auto *found = std::find_if(requestNames.begin(), requestNames.end(),
                                     [code](const CodeName &entry) { return entry.first == code; });
    return found == requestNames.end() ? QLatin1String() : found->second;
}

QLatin1String responseName(int code)
{
    return code < firstClientError ? codeName(code) : QLatin1String();
}

} // namespace gantry::wire
